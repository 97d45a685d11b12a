import { useEffect, useRef, useState } from 'react'
import { ask } from './ask.ts'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'
import { useWrite } from './use-write.ts'

/** What was done to assignments, and for how many organizations. */
export type DoneAct = { readonly act: string; readonly count: number }

const SECONDS = 30

/** What was done, with a way back for half a minute. */
export function LiaisonUndo({ done, close }: { readonly done: DoneAct; readonly close: () => void }) {
  const { t } = useText()
  const box = useRef<HTMLOutputElement>(null)
  const [left, setLeft] = useState(SECONDS)
  const [undone, setUndone] = useState<number | undefined>(undefined)
  const undo = useWrite(
    (act: string, key) => ask('POST /api/liaison/acts/:id/undo', { params: { id: act }, key }),
    ({ count }) => setUndone(count),
  )
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <output ref={box} className="notice">
      <p>{undone === undefined ? t('liaison.done', { count: done.count }) : t('liaison.undone', { count: undone })}</p>
      <div className="row">
        {undone === undefined && left > 0 ? (
          <button type="button" className="button" disabled={undo.isUnderWay} onClick={() => undo.write(done.act)}>
            {t('liaison.undo', { seconds: left })}
          </button>
        ) : null}
        <button type="button" className="button bare" onClick={close}>
          {t('close')}
        </button>
      </div>
      {undo.error === null ? null : <Failure error={undo.error} />}
    </output>
  )
}
