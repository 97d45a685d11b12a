import { useMutation, useQueryClient } from '@tanstack/react-query'
import { REGISTER_COLUMNS, USUAL_COLUMNS, type RegisterColumn } from '../../domain/register-list.ts'
import { ask, newKey, type Reply } from '../shared/ask.ts'
import { useAsk } from '../shared/use-ask.ts'

export type Layout = { readonly columns: readonly RegisterColumn[]; readonly isDense: boolean }
export type View = Reply<'GET /api/saved-views'>['views'][number]

/** Columns of the register in their own order; names that the register does not know are left out. */
export function columnsOf(names: readonly string[] | null | undefined): readonly RegisterColumn[] {
  return names == null ? USUAL_COLUMNS : REGISTER_COLUMNS.filter((column) => names.includes(column))
}

/** My views, and how I want the register to look; both stay with the account. */
export function useLayout() {
  const queries = useQueryClient()
  const asked = useAsk('GET /api/saved-views', {})
  const kept = asked.data?.layout
  const layout: Layout = { columns: columnsOf(kept?.columns), isDense: kept?.density === 'dense' }
  const save = useMutation({
    mutationFn: ({ columns, isDense }: Layout) =>
      ask('PUT /api/list-layout', {
        body: { columns: [...columns], density: isDense ? 'dense' : 'roomy' },
        key: newKey(),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/saved-views'] }),
  })
  // What was just chosen is shown at once; what the server keeps follows.
  return {
    layout: save.isPending ? save.variables : layout,
    save: save.mutate,
    views: asked.data?.views ?? [],
    error: save.error,
  }
}
