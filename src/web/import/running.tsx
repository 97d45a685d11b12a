import { Link } from '@tanstack/react-router'
import { useText } from '../shared/text.ts'
import { ProgressBar, StopButton } from './batch-progress.tsx'
import { isUnderWay } from './batch.ts'
import { useBatches } from './use-batches.ts'

/** My checks and imports under way; nothing where none is. */
export function RunningBatches() {
  const { t } = useText()
  const running = useBatches().data?.batches.filter(isUnderWay) ?? []
  if (running.length === 0) return null
  return (
    <section aria-labelledby="running">
      <h2 id="running">{t('import.running')}</h2>
      {running.map((batch) => {
        const name = batch.files.join(t('comma'))
        return (
          <div key={batch.id} className="notice">
            <Link to="/import" search={{ batch: batch.id }}>
              {name}
            </Link>
            <ProgressBar batch={batch} name={name} />
            <StopButton batch={batch} />
          </div>
        )
      })}
    </section>
  )
}
