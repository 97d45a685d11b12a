import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { DraftFields, DraftValue } from '../../domain/draft.ts'
import { ask } from './ask.ts'
import type { UnsentState } from './outbox.ts'
import { outbox, useUnsent } from './use-outbox.ts'

export type DraftHandle = {
  /** Whether what was saved before is here; until then nothing may be typed over it. */
  readonly isReady: boolean
  readonly error: unknown
  readonly retry: () => void
  readonly fields: DraftFields
  readonly set: (field: string, value: DraftValue, label: string) => void
  /** Where a field stands; undefined where nothing was typed. */
  readonly stateOf: (field: string) => UnsentState | 'saved' | undefined
  /** Sends what is unsent; says whether all of it was taken. */
  readonly settle: () => Promise<boolean>
  /** The draft has been sent in, or is given up. */
  readonly discard: () => Promise<void>
}

/** A draft of one's own: what was saved, what is under way, and what is being typed, in one. */
export function useDraft(key: string): DraftHandle {
  const queries = useQueryClient()
  const queryKey = ['draft', key]
  const saved = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask('GET /api/drafts/:id', { params: { id: key }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  })
  const unsent = useUnsent().filter((one) => one.draft === key)
  const fields: DraftFields = {
    ...saved.data?.content,
    ...outbox.taken(key),
    ...Object.fromEntries(unsent.map(({ field, value }) => [field, value])),
  }
  return {
    isReady: saved.data !== undefined,
    error: saved.error,
    retry: () => void saved.refetch(),
    fields,
    set: (field, value, label) => outbox.put({ draft: key, field, value, label }),
    stateOf: (field) => unsent.find((one) => one.field === field)?.state ?? (field in fields ? 'saved' : undefined),
    settle: () => outbox.send(key),
    discard: async () => {
      outbox.drop(key)
      queries.setQueryData(queryKey, { content: {}, version: 0, updatedAt: null })
      await ask('DELETE /api/drafts/:id', { params: { id: key } })
    },
  }
}
