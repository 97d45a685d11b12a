import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { tallyOf, toImport, type Batch } from './batch.ts'

const UndoDialog = lazy(async () => ({ default: (await import('./undo-dialog.tsx')).UndoDialog }))

type Act = {
  readonly route: 'POST /api/imports/:id/check' | 'POST /api/imports/:id/commit' | 'POST /api/imports/:id/undo'
  readonly key: string
  readonly whole?: boolean
}

/** What can be done now: check again, import the good rows, import nothing, or take the batch back. */
export function BatchActs({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const act = useAct(batch.id)
  const retry = () => act.variables && act.mutate(act.variables)
  return (
    <>
      {batch.state === 'checked' ? <CommitActs batch={batch} act={act} /> : null}
      {batch.state === 'stopped' || batch.state === 'failed' ? (
        <button
          type="button"
          className="button"
          disabled={act.isPending}
          onClick={() => act.mutate({ route: 'POST /api/imports/:id/check', key: newKey() })}
        >
          {t('import.checkAgain')}
        </button>
      ) : null}
      {batch.state === 'done' && batch.mayUndo ? (
        <UndoButton
          isBusy={act.isPending}
          undo={() => act.mutate({ route: 'POST /api/imports/:id/undo', key: newKey() })}
        />
      ) : null}
      {act.error === null ? null : <Failure error={act.error} kept={t('import.actKept')} retry={retry} />}
    </>
  )
}

/** The good rows, or all rows or nothing. */
function CommitActs({ batch, act }: { readonly batch: Batch; readonly act: ReturnType<typeof useAct> }) {
  const { t } = useText()
  const [isWhole, setWhole] = useState(false)
  const tally = tallyOf(batch.sheets)
  const good = toImport(tally)
  const isRefused = isWhole && tally.rejected > 0
  const commit = () => act.mutate({ route: 'POST /api/imports/:id/commit', key: newKey(), whole: isWhole })
  return (
    <>
      {good > 0 ? (
        <button type="button" className="button go" disabled={act.isPending || isRefused} onClick={commit}>
          {t('import.commit', { count: good })}
        </button>
      ) : null}
      <Link to="/import" search={{}} className="button">
        {t('import.nothing')}
      </Link>
      {good > 0 ? (
        <label className="all-or-nothing">
          <input type="checkbox" checked={isWhole} onChange={({ target }) => setWhole(target.checked)} />{' '}
          {t('import.whole')}
        </label>
      ) : null}
      {isRefused ? <output>{t('import.wholeNo', { count: tally.rejected })}</output> : null}
    </>
  )
}

function useAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ route, key, whole }: Act) =>
      route === 'POST /api/imports/:id/commit'
        ? ask(route, { params: { id }, query: whole === true ? { whole } : {}, key })
        : ask(route, { params: { id }, key }),
    // Facts have changed: every figure on every page is asked anew.
    onSettled: () => queries.invalidateQueries(),
  })
}

function UndoButton({ isBusy, undo }: { readonly isBusy: boolean; readonly undo: () => void }) {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="button" disabled={isBusy} onClick={() => setAsking(true)}>
        {t('import.undo')}
      </button>
      {isAsking ? (
        <Suspense>
          <UndoDialog
            close={() => setAsking(false)}
            undo={() => {
              setAsking(false)
              undo()
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
