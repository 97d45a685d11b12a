import type { Question } from '../../domain/question-set.ts'
import { FaultLine, SourceLine } from './question-facts.tsx'
import { labelOf, valueText } from './question-value.ts'
import type { ReturnView } from './return-view.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'

export type ReviewTableProps = {
  readonly view: ReturnView
  /** The fields that are being named for the return; they can be picked where `pick` is given. */
  readonly picked: ReadonlySet<string>
  readonly pick?: (question: string) => void
}

/** What is new first, then the whole form; each answer beside what it was, and what a rule says of it. */
export function ReviewTable(props: ReviewTableProps) {
  const { t, of } = useText()
  const { view } = props
  const changed = changedIn(view)
  const questions = view.set.sections.flatMap((section) => section.questions)
  const fresh = questions.filter((one) => changed.has(one.id))
  const notes = view.faults.filter((fault) => fault.severity === 'soft' && fault.note !== null)
  return (
    <>
      <p className="note">{t(freshWords(view, fresh.length), { count: fresh.length })}</p>
      {notes.length === 0 ? null : (
        <section className="notice amber" aria-label={t('review.notes')}>
          {notes.map((fault) => (
            <p key={fault.rule}>
              {of(fault.text)} <strong>{t('review.noteOf', { note: fault.note ?? '' })}</strong>
            </p>
          ))}
        </section>
      )}
      {fresh.length === 0 ? null : (
        <AnswerTable {...props} caption={t('review.fresh')} questions={fresh} changed={changed} />
      )}
      {view.set.sections.map((section) => {
        const rest = section.questions.filter((one) => view.asked.includes(one.id) && !changed.has(one.id))
        if (rest.length === 0) return null
        return (
          <AnswerTable key={section.id} {...props} caption={of(section.title)} questions={rest} changed={changed} />
        )
      })}
    </>
  )
}

type Before = ReadonlyMap<string, ReturnView['changedSinceLast'][number]>

/** After a return only what was changed since counts as new; else what differs from last time and from the register. */
function changedIn({
  asked,
  comment,
  changedSinceReturned,
  changedSinceLast,
  differsFromRegister,
  state,
}: ReturnView): Before {
  const list =
    comment !== null && state === 'submitted' ? changedSinceReturned : [...differsFromRegister, ...changedSinceLast]
  return new Map(list.filter((one) => asked.includes(one.question)).map((one) => [one.question, one]))
}

function freshWords({ comment, state, known }: ReturnView, count: number) {
  if (comment !== null && state === 'submitted') return 'review.freshSinceReturn'
  if (count === 0) return known.last === null ? 'review.nothingFreshFirst' : 'review.nothingFresh'
  return known.last === null ? 'review.freshSinceRegister' : 'review.freshSinceLast'
}

type TableProps = ReviewTableProps & {
  readonly caption: string
  readonly questions: readonly Question[]
  readonly changed: Before
}

function AnswerTable({ view, picked, pick, caption, questions, changed }: TableProps) {
  const { t, language } = useText()
  return (
    <table className="list review">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {pick === undefined ? null : (
            <th scope="col" className="pick">
              {t('review.pickHead')}
            </th>
          )}
          <th scope="col">{t('review.question')}</th>
          <th scope="col">{t('review.answer')}</th>
          <th scope="col">{t('review.before')}</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => {
          const { id } = question
          const difference = changed.get(id)
          const label = labelOf(question, language)
          return (
            <tr key={id} className={difference === undefined ? undefined : 'changed'}>
              {pick === undefined ? null : (
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('review.pickOf', { label })}
                    checked={picked.has(id)}
                    onChange={() => pick(id)}
                  />
                </td>
              )}
              <th scope="row">{label}</th>
              <td data-head={t('review.answer')}>
                {valueText(question, view.stands[id], language)}
                {view.faults
                  .filter((fault) => fault.questions[0] === id)
                  .map((fault) => (
                    <FaultLine key={fault.rule} fault={fault} />
                  ))}
              </td>
              <td data-head={t('review.before')}>
                {difference === undefined ? (
                  <SourceLine source={view.answers[id] === undefined ? view.prefill[id]?.source : undefined} />
                ) : (
                  <>
                    <StateWord tone="amber" word={t('review.changed')} />{' '}
                    {valueText(question, difference.before, language)}
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
