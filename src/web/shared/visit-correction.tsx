import { useState } from 'react'
import { FINDINGS } from '../../domain/liaison.ts'
import { ask } from './ask.ts'
import { Failure } from './failure.tsx'
import type { VisitRow } from './liaison-words.ts'
import { useSession } from './session.ts'
import { useText } from './text.ts'
import { usePanel, useWrite } from './use-write.ts'
import { VisitFieldSet, type VisitFields } from './visit-fields.tsx'

type Sent = VisitFields & { readonly seen: number; readonly why: string; readonly withdrawn: boolean }

/** Corrects a contact, or withdraws one that was logged by mistake: always with the reason. */
export function VisitCorrection({ visit, close }: { readonly visit: VisitRow; readonly close: () => void }) {
  const { t } = useText()
  const today = useSession().data?.today ?? visit.onDay
  const [fields, setFields] = useState<VisitFields>({
    day: visit.onDay,
    kind: visit.kind,
    findings: FINDINGS.filter((one) => visit.findings.includes(one)),
    note: visit.note ?? '',
  })
  const [why, setWhy] = useState('')
  const box = usePanel<HTMLFormElement>(close)
  const correct = useWrite(
    ({ findings, ...sent }: Sent, key) =>
      ask('PUT /api/liaison/visits/:id', {
        params: { id: visit.visitId },
        body: { ...sent, findings: [...findings] },
        key,
      }),
    close,
  )
  const send = (withdrawn: boolean) => {
    if (why.trim() !== '') correct.write({ ...fields, seen: visit.version, why, withdrawn })
  }
  return (
    <form
      className="card fields"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        send(false)
      }}
    >
      <h2 tabIndex={-1}>{t('visit.correctTitle')}</h2>
      <VisitFieldSet fields={fields} today={today} change={setFields} />
      <label>
        <span>{t('visit.why')}</span>
        <input type="text" required maxLength={400} value={why} onChange={(event) => setWhy(event.target.value)} />
      </label>
      {correct.error === null ? null : <Failure error={correct.error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={correct.isUnderWay}>
          {t('liaison.save')}
        </button>
        <button
          type="button"
          className="button"
          disabled={correct.isUnderWay || why.trim() === ''}
          onClick={() => send(true)}
        >
          {t('visit.withdraw')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
