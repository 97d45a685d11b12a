import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { BodyReasonFields } from '../shared/body-reason.tsx'
import { useBodies } from '../shared/body-select.tsx'
import { caseStateName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Conference } from './conference.ts'
import { MoreQuestions } from './more-questions.tsx'

type Item = Conference['agenda'][number]

/** The questions in order, each with its parties, and its decision or the form for it. */
export function Agenda({ one }: { readonly one: Conference }) {
  const { t } = useText()
  return (
    <section aria-labelledby="agenda">
      <h2 id="agenda">{t('conference.agenda')}</h2>
      <ol className="agenda">
        {one.agenda.map((item) => (
          <li key={item.id} className="card">
            <Question item={item} />
            {item.closedOn === null && one.mine ? <DecideForm id={one.id} item={item} /> : null}
          </li>
        ))}
      </ol>
      {one.mine ? <MoreQuestions one={one} /> : null}
    </section>
  )
}

function Question({ item }: { readonly item: Item }) {
  const { t, of, language } = useText()
  const bodies = useBodies()
  const { decision, parties, closedOn } = item
  const name = item.subject['name']
  const parted = parties.map((party) =>
    party.bodyId === null ? t('conference.gapOwner', { name: party.name }) : party.name,
  )
  return (
    <>
      <h3>
        <Link to="/cases/$id" params={{ id: item.id }}>
          {typeof name === 'string' ? name : '—'}
        </Link>{' '}
        <StateWord tone={closedOn === null ? 'amber' : 'leaf'} word={of(caseStateName(item.kind, item.state))} />
      </h3>
      <dl className="pairs">
        <dt>{t('conference.between')}</dt>
        <dd>{parted.join(t('semicolon'))}</dd>
        {decision === null ? null : (
          <>
            <dt>{t('conference.decision')}</dt>
            <dd>
              {t('conference.decided', {
                body: bodies.find((one) => one.id === decision.bodyId)?.name ?? decision.bodyId,
              })}{' '}
              <small>{dayText(decision.day, language)}</small>
            </dd>
            <dt>{t('conference.reason')}</dt>
            <dd>{decision.reason}</dd>
          </>
        )}
      </dl>
    </>
  )
}

function DecideForm({ id, item }: { readonly id: string; readonly item: Item }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [said, setSaid] = useState({ bodyId: '', text: '' })
  const decide = useSubmission((body: { case: string; bodyId: string; reason: string; seen: number }, key) =>
    ask('POST /api/conferences/:id/decisions', { params: { id }, body, key }),
  )
  const send = async () => {
    await decide.submit({ case: item.id, bodyId: said.bodyId, reason: said.text, seen: item.version })
    await queries.invalidateQueries()
  }
  return (
    <form
      className="fields no-print"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <BodyReasonFields bodyLabel={t('load.body')} value={said} change={setSaid} putsOnRecord />
      <button type="submit" className="button go" disabled={decide.isUnderWay}>
        {t('conference.decide')}
      </button>
      {decide.error === null ? null : <Failure error={decide.error} kept={t('case.kept')} />}
    </form>
  )
}
