import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { Wrong } from './wrong.tsx'

const SECONDS = 30

type Done = { readonly batch: string; readonly confirmed: number }

/** What was just confirmed can be taken back for half a minute. */
export function UndoNote({ done, close }: { readonly done: Done; readonly close: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [left, setLeft] = useState(SECONDS)
  const [isUndone, setUndone] = useState(false)
  const undo = useSubmission((batch: string, key) => ask('POST /api/entries/:id/undo', { params: { id: batch }, key }))
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => before - 1), 1000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (left <= 0 && !isUndone) close()
  }, [left, isUndone, close])
  const press = async () => {
    const reply = await undo.submit(done.batch)
    if (reply === undefined) return
    setUndone(true)
    await queries.invalidateQueries()
  }
  return (
    <output className="notice">
      <span>{isUndone ? t('gap.undone') : t('gap.done', { count: done.confirmed, seconds: Math.max(left, 0) })}</span>
      {isUndone ? null : (
        <button type="button" className="button" disabled={undo.isUnderWay} onClick={() => void press()}>
          {t('gap.undo')}
        </button>
      )}
      <Wrong error={undo.error} />
    </output>
  )
}
