import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, newKey, type Input } from '../shared/ask.ts'

type Marks = Input<'POST /api/notices/read'>['body']

export type Marking = {
  readonly mark: (marks: Marks) => void
  /** What was marked last and can be taken back. */
  readonly undoable: readonly number[]
  readonly undo: () => void
  readonly isBusy: boolean
  readonly error: unknown
}

const UNDO_FOR = 30_000

/** Marks notices; bell and lists are asked anew, so that they stay equal. */
export function useMarking(): Marking {
  const queries = useQueryClient()
  const [undoable, setUndoable] = useState<readonly number[]>([])
  const change = useMutation({
    mutationFn: ({ body, key }: { readonly body: Marks; readonly key: string }) =>
      ask('POST /api/notices/read', { body, key }),
    onSuccess: async ({ changed }, { body }) => {
      setUndoable(body.read ? changed : [])
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['GET /api/notices'] }),
        queries.invalidateQueries({ queryKey: ['GET /api/notices/unread'] }),
      ])
    },
  })
  useEffect(() => {
    if (undoable.length === 0) return undefined
    const timer = setTimeout(() => setUndoable([]), UNDO_FOR)
    return () => clearTimeout(timer)
  }, [undoable])
  const mark = (body: Marks) => change.mutate({ body, key: newKey() })
  return {
    mark,
    undoable,
    undo: () => mark({ ids: [...undoable], read: false }),
    isBusy: change.isPending,
    error: change.error,
  }
}
