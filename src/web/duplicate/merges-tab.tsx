import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { MergeTable } from '../shared/merge-table.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

/** Records that were merged, and what was undone again. */
export function MergesTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/record-merges', { query: {} })
  return (
    <Loaded asked={asked}>
      {({ merges }) => (merges.length === 0 ? <Empty title={t('merge.none')} /> : <MergeTable merges={merges} />)}
    </Loaded>
  )
}
