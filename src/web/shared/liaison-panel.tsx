import './liaison.css'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { isOn } from '../../domain/day.ts'
import type { Reply } from './ask.ts'
import { AssignPanel } from './assign-panel.tsx'
import { AssistPanel, EndAssist } from './assist-panel.tsx'
import { ContactForm } from './contact-form.tsx'
import { dayText } from './day-text.ts'
import { Loaded } from './loaded.tsx'
import { PhoneReveal } from './phone-reveal.tsx'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { LiaisonUndo, type DoneAct } from './liaison-undo.tsx'
import { useAsk } from './use-ask.ts'
import { VisitTable } from './visit-table.tsx'

type LiaisonRecord = Reply<'GET /api/organizations/:id/liaison'>
type Care = LiaisonRecord['care'][number]

/** Liaison of one organization: its contact, its officer, the last contacts and what they left to be done. */
export function LiaisonPanel({ code }: { readonly code: string }) {
  const { t } = useText()
  const asked = useAsk('GET /api/organizations/:id/liaison', { params: { id: code } })
  return (
    <section aria-labelledby="liaison">
      <h2 id="liaison">{t('panel.title')}</h2>
      <Loaded asked={asked} lines={3}>
        {(record) => (
          <>
            <ContactPart code={code} record={record} />
            <OfficerPart code={code} record={record} />
            <FollowUps record={record} />
            {record.visits.length === 0 ? null : (
              <>
                <h3>{t('panel.visits')}</h3>
                <VisitTable visits={record.visits} />
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

type PartProps = { readonly code: string; readonly record: LiaisonRecord }

function ContactPart({ code, record }: PartProps) {
  const { t, language } = useText()
  const [isOpen, setOpen] = useState(false)
  const { contact, earlier, mayName } = record
  return (
    <>
      <p className="row">
        <strong>{t('panel.contact')}</strong>
        {contact === null ? (
          <span>{t('panel.noContact')}</span>
        ) : (
          <>
            <span>
              {contact.name} {contact.post}
            </span>
            <PhoneReveal key={contact.id} of="contact" id={contact.id} masked={contact.phoneMasked} />
            <small>{t('panel.since', { day: dayText(contact.from, language) })}</small>
          </>
        )}
        {mayName && !isOpen ? (
          <button type="button" className="button no-print" onClick={() => setOpen(true)}>
            {t(contact === null ? 'panel.nameContact' : 'panel.changeContact')}
          </button>
        ) : null}
      </p>
      {isOpen ? (
        <ContactForm
          key={contact?.version ?? 0}
          code={code}
          contact={contact}
          today={record.today}
          close={() => setOpen(false)}
        />
      ) : null}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{t('panel.earlier', { count: earlier.length })}</summary>
          <ul>
            {earlier.map(({ id, name, post, from, to }) => (
              <li key={id}>
                {name} {post} <SpanWords from={from} to={to} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function SpanWords({ from, to }: { readonly from: string; readonly to: string | null }) {
  const { t, language } = useText()
  const start = dayText(from, language)
  return (
    <small>
      {to === null ? t('span.open', { from: start }) : t('span.closed', { from: start, to: dayText(to, language) })}
    </small>
  )
}

function OfficerPart({ code, record }: PartProps) {
  const { t } = useText()
  const [open, setOpen] = useState<'officer' | 'assistant' | undefined>(undefined)
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  const finish = (act: DoneAct) => {
    setDone(act)
    setOpen(undefined)
  }
  const { care, today, mayWrite } = record
  const now = care.filter((one) => isOn(one, today))
  const others = care.filter((one) => !isOn(one, today))
  const primary = now.find((one) => one.role === 'primary')
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      <p className="row">
        <strong>{t('panel.officers')}</strong>
        {primary === undefined ? <StateWord tone="brick" word={t('panel.noOfficer')} /> : null}
        {now.map((one) => (
          <CareWords key={`${one.officerId} ${one.role}`} care={one}>
            {mayWrite && one.role === 'assistant' && one.officerName !== null ? (
              <EndAssist code={code} officer={one.officerId} name={one.officerName} today={today} done={finish} />
            ) : null}
          </CareWords>
        ))}
        {mayWrite ? (
          <span className="row no-print">
            <button type="button" className="button" onClick={() => setOpen('officer')}>
              {t(primary === undefined ? 'panel.assign' : 'liaison.change')}
            </button>
            <button type="button" className="button" onClick={() => setOpen('assistant')}>
              {t('assist.add')}
            </button>
            <Link className="button" to="/liaison/visit" search={{ org: code }}>
              {t('visit.title')}
            </Link>
          </span>
        ) : null}
      </p>
      {open === 'officer' ? (
        <AssignPanel codes={[code]} replaces={primary !== undefined} close={() => setOpen(undefined)} done={finish} />
      ) : null}
      {open === 'assistant' ? <AssistPanel codes={[code]} close={() => setOpen(undefined)} done={finish} /> : null}
      {others.length === 0 ? null : (
        <details>
          <summary>{t('panel.history', { count: others.length })}</summary>
          <ul>
            {others.map((one) => (
              <li key={`${one.officerId} ${one.from}`}>
                <CareWords care={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function CareWords({ care, children }: { readonly care: Care; readonly children?: ReactNode }) {
  const { t } = useText()
  const { officerId, officerName, bodyName, phoneMasked, role, standsInForName, from, to } = care
  return (
    <span className="row">
      <span>
        {officerName ?? t('panel.hidden')} <small>{bodyName}</small>{' '}
        {standsInForName === null ? null : <small>{t('panel.standsIn', { name: standsInForName })}</small>}{' '}
        {role === 'assistant' ? <small>{t('panel.assistant')}</small> : null}
      </span>
      {officerName === null ? null : <PhoneReveal of="officer" id={officerId} masked={phoneMasked} />}
      <SpanWords from={from} to={to} />
      {children}
    </span>
  )
}

function FollowUps({ record }: { readonly record: LiaisonRecord }) {
  const { t, language } = useText()
  if (record.followUps.length === 0) return null
  return (
    <>
      <h3>{t('panel.followUps')}</h3>
      <ul>
        {record.followUps.map(({ id, what, due, isOverdue }) => (
          <li key={id}>
            <Link to="/cases/$id" params={{ id }}>
              {what}
            </Link>{' '}
            {due === null ? null : <small>{dayText(due, language)}</small>}{' '}
            {isOverdue ? <StateWord tone="brick" word={t('liaison.overdue')} /> : null}
          </li>
        ))}
      </ul>
    </>
  )
}
