import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { ask, newKey } from './ask.ts'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'

const SECONDS = 30

export type UndoBarProps = {
  /** What was put on record by a page and can be taken back. */
  readonly batch: string
  readonly children: ReactNode
  readonly close: () => void
}

/** What was done, and for half a minute a button that takes it back whole. */
export function UndoBar({ batch, children, close }: UndoBarProps) {
  const { t } = useText()
  const [left, setLeft] = useState(SECONDS)
  const undo = useUndo(batch)
  const isUndone = undo.isSuccess
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="notice leaf receipt">
      <output>{isUndone ? t('undo.done') : children}</output>
      {isUndone || left === 0 ? null : (
        <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate(newKey())}>
          {t('undo.act', { count: left })}
        </button>
      )}
      <button type="button" className="button" onClick={close}>
        {t('close')}
      </button>
      {undo.error === null ? null : <Failure error={undo.error} kept={t('undo.kept')} />}
    </div>
  )
}

function useUndo(batch: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => ask('POST /api/entries/:id/undo', { params: { id: batch }, key }),
    onSettled: () => queries.invalidateQueries(),
  })
}
