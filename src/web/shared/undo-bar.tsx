import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ask } from './ask.ts'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'
import { useSubmission } from './use-submission.ts'

const SECONDS = 30

export type UndoBarProps = {
  /** Takes back whole what was done; one key for one press. */
  readonly undo: (key: string) => Promise<unknown>
  readonly children: ReactNode
  readonly close: () => void
}

/** What was done, and for half a minute a button that takes it back whole; the button has the focus. */
export function UndoBar({ undo, children, close }: UndoBarProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const box = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState(SECONDS)
  const [isUndone, setUndone] = useState(false)
  const back = useSubmission((_nothing: undefined, key) => undo(key))
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.querySelector('button')?.focus({ preventScroll: true })
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  const press = async () => {
    const reply = await back.submit(undefined)
    if (reply !== undefined) setUndone(true)
    await queries.invalidateQueries()
  }
  return (
    <div ref={box} className="notice leaf receipt">
      <output>{isUndone ? t('undo.done') : children}</output>
      {isUndone || left === 0 ? null : (
        <button type="button" className="button" disabled={back.isUnderWay} onClick={() => void press()}>
          {t('undo.act', { count: left })}
        </button>
      )}
      <button type="button" className="button" onClick={close}>
        {t('close')}
      </button>
      {back.error === null ? null : <Failure error={back.error} kept={t('undo.kept')} />}
    </div>
  )
}

/** Takes back a batch that a page put on record. */
export function undoEntry(batch: string) {
  return (key: string) => ask('POST /api/entries/:id/undo', { params: { id: batch }, key })
}
