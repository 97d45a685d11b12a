import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'
import { progressWords } from './progress.ts'

/** How far the server is, in words and as a bar. The page may be closed and opened again meanwhile. */
export function BatchProgress({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const name = t(batch.state === 'checking' ? 'import.checking' : 'import.importing')
  return (
    <>
      <output className="notice">
        <strong>{name}</strong>
        <ProgressBar batch={batch} name={name} />
        <span>{t('import.mayClose')}</span>
      </output>
      <StopButton batch={batch} />
    </>
  )
}

export function ProgressBar({ batch, name }: { readonly batch: Batch; readonly name: string }) {
  const { t } = useText()
  const { progress } = batch
  const isMeasured = progress !== null && progress.total > 0
  return (
    <>
      <span>{progressWords(progress, t)}</span>
      <progress aria-label={name} {...(isMeasured ? { value: progress.done, max: progress.total } : {})} />
    </>
  )
}

/** Ends the work: nothing of it stays. */
export function StopButton({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: (key: string) => ask('POST /api/imports/:id/stop', { params: { id: batch.id }, key }),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <p className="row">
        <button type="button" className="button" disabled={stop.isPending} onClick={() => stop.mutate(newKey())}>
          {t('import.stop')}
        </button>
        <span className="note">{t('import.stopNote')}</span>
      </p>
      {stop.error === null ? null : (
        <Failure
          error={stop.error}
          kept={t('import.actKept')}
          retry={() => stop.variables && stop.mutate(stop.variables)}
        />
      )}
    </>
  )
}
