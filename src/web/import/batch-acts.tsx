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
}

/** What can be done now: check again, import the good rows, import nothing, or take the batch back. */
export function BatchActs({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const act = useAct(batch.id)
  const good = toImport(tallyOf(batch.sheets))
  const retry = () => act.variables && act.mutate(act.variables)
  return (
    <>
      {batch.state === 'checked' ? (
        <>
          {good > 0 ? (
            <button
              type="button"
              className="button go"
              disabled={act.isPending}
              onClick={() => act.mutate({ route: 'POST /api/imports/:id/commit', key: newKey() })}
            >
              {t('import.commit', { count: good })}
            </button>
          ) : null}
          <Link to="/import" search={{}} className="button">
            {t('import.nothing')}
          </Link>
        </>
      ) : null}
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

function useAct(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ route, key }: Act) => ask(route, { params: { id }, key }),
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
