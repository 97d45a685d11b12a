import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { QuestionChoice } from '../shared/question-choice.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { Wrong } from './wrong.tsx'

type Conferences = Reply<'GET /api/conferences'>

/** Conferences, the latest first, and the questions that no agenda holds yet. */
export function ConferencesTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/conferences', {}, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <Loaded asked={asked}>
      {({ conferences, unplaced }) => (
        <>
          {mayWrite && unplaced.length > 0 ? <CallForm unplaced={unplaced} /> : null}
          {conferences.length === 0 ? (
            <Empty title={t('conference.none')}>{t('conference.noneHint')}</Empty>
          ) : (
            <ConferenceTable conferences={conferences} />
          )}
        </>
      )}
    </Loaded>
  )
}

function ConferenceTable({ conferences }: { readonly conferences: Conferences['conferences'] }) {
  const { t, language } = useText()
  return (
    <ListTable
      caption={t('conference.table')}
      rows={conferences}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'day',
          head: t('conference.day'),
          names: true,
          cell: ({ id, day }) => (
            <Link to="/lines/conferences/$id" params={{ id }}>
              {dayText(day, language)}
            </Link>
          ),
        },
        { key: 'place', head: t('conference.place'), cell: ({ place }) => place },
        { key: 'convenor', head: t('conference.convenor'), cell: ({ convenorName }) => convenorName },
        { key: 'questions', head: t('conference.questions'), isNumber: true, cell: ({ questions }) => questions },
        {
          key: 'state',
          head: t('conference.decision'),
          isShort: true,
          cell: ({ undecided }) =>
            undecided === 0 ? (
              <StateWord tone="leaf" word={t('conference.decidedAll')} />
            ) : (
              <StateWord tone="amber" word={t('conference.undecided', { count: undecided })} />
            ),
        },
      ]}
    />
  )
}

function CallForm({ unplaced }: { readonly unplaced: Conferences['unplaced'] }) {
  const { t } = useText()
  const [id, queries, go] = [useId(), useQueryClient(), useNavigate()]
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(unplaced.map((one) => one.id)))
  const [day, setDay] = useState('')
  const [place, setPlace] = useState('')
  const call = useSubmission((body: { day: string; place: string; cases: string[] }, key) =>
    ask('POST /api/conferences', { body, key }),
  )
  const send = async () => {
    const reply = await call.submit({ day, place, cases: [...chosen] })
    if (reply === undefined) return
    await queries.invalidateQueries()
    await go({ to: '/lines/conferences/$id', params: { id: reply.id } })
  }
  return (
    <section className="card line-bar" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('conference.unplaced')}</h2>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <QuestionChoice questions={unplaced} chosen={chosen} choose={setChosen} />
        <label htmlFor={`${id}-day`}>
          <span>{t('conference.day')}</span>
          <input id={`${id}-day`} type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
        </label>
        <label htmlFor={`${id}-place`}>
          <span>{t('conference.place')}</span>
          <input
            id={`${id}-place`}
            required
            maxLength={200}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </label>
        <button type="submit" className="button go" disabled={chosen.size === 0 || call.isUnderWay}>
          {t('conference.call', { count: chosen.size })}
        </button>
      </form>
      <Wrong error={call.error} />
    </section>
  )
}
