import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../shared/ask.ts'

export type Submission = {
  readonly key: string
  readonly asOf: string
  readonly sheet: string
  readonly files: readonly File[]
  /** The import whose mended files these are. */
  readonly corrects?: string
}

/** Sends files to be checked and opens their batch. */
export function useCheck() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, asOf, sheet, files, corrects }: Submission) => {
      const form = new FormData()
      form.set('asOf', asOf)
      if (sheet !== '') form.set('sheet', sheet)
      if (corrects !== undefined) form.set('corrects', corrects)
      for (const file of files) form.append('files', file, file.name)
      return ask('POST /api/imports', { form, key })
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['GET /api/imports'] })
      await navigate({ to: '/import', search: { batch: id } })
    },
  })
}
