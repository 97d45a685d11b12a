import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type KeyboardEvent } from 'react'
import { hindrances } from '../../domain/answers.ts'
import type { Question } from '../../domain/question-set.ts'
import { Failure } from '../shared/failure.tsx'
import { FaultSummary } from '../shared/fault-summary.tsx'
import { FieldMark } from '../shared/field-mark.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { FaultLine, NoteField, sourceOf, SourceLine } from '../shared/question-facts.tsx'
import { inputId, QuestionInput } from '../shared/question-field.tsx'
import { labelOf, valueText } from '../shared/question-value.ts'
import { useText } from '../shared/text.ts'
import type { ReturnForm } from '../shared/use-return-form.ts'
import { useReturnSubmission } from '../shared/use-return-submission.ts'
import { ActionForms } from './action-forms.tsx'
import { ReturnLead } from './return-lead.tsx'

/** The whole form on one page, for who fills in many: Enter or arrow down goes on, arrow up goes back. */
export function DenseForm({ form }: { readonly form: ReturnForm }) {
  const { t, of } = useText()
  const { view } = form
  const queries = useQueryClient()
  const submission = useReturnSubmission(form)
  const [tried, setTried] = useState(0)
  const open = hindrances(form.faults)
  const box = useRef<HTMLDivElement>(null)
  const submit = async () => {
    setTried((before) => before + 1)
    if (open.length === 0 && (await submission.submit()) !== undefined) await queries.invalidateQueries()
  }
  return (
    <>
      <PageHead
        title={view.name}
        lead={<ReturnLead view={view} />}
        act={
          <button
            type="button"
            className="button go"
            aria-disabled={submission.isUnderWay}
            onClick={() => void submit()}
          >
            {t(view.as === 'body' ? 'dense.submitFor' : 'check.submit')}
          </button>
        }
      />
      {submission.error === null ? null : (
        <Failure error={submission.error} kept={t('check.kept')} retry={() => void submit()} />
      )}
      {tried > 0 && open.length > 0 ? <FaultSummary key={tried} faults={open} /> : null}
      <ActionForms view={view} />
      <p className="note">{t('dense.keys')}</p>
      <div ref={box} onKeyDown={(event) => moveInGrid(event, box.current)} role="presentation">
        {view.set.sections.map((section) => {
          const questions = section.questions.filter((one) => form.asked.has(one.id))
          if (questions.length === 0) return null
          return (
            <table key={section.id} className="list dense">
              <caption>{of(section.title)}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('review.question')}</th>
                  <th scope="col">{t('review.answer')}</th>
                  <th scope="col">{t('dense.known')}</th>
                </tr>
              </thead>
              <tbody>
                {questions.map((question) => (
                  <DenseRow key={question.id} form={form} question={question} isTried={tried > 0} />
                ))}
              </tbody>
            </table>
          )
        })}
      </div>
    </>
  )
}

type RowProps = { readonly form: ReturnForm; readonly question: Question; readonly isTried: boolean }

function DenseRow({ form, question, isTried }: RowProps) {
  const { t, language } = useText()
  const { id } = question
  const { view, stands, faults } = form
  const own = faults.filter((fault) => fault.questions.includes(id) && (isTried || fault.rule !== 'needed'))
  const shown = own.filter((fault) => fault.questions[0] === id)
  const last = view.known.last?.answers[id]
  return (
    <tr>
      <th scope="row">
        <label htmlFor={inputId(id)}>{labelOf(question, language)}</label>
        {question.needed ? null : <small>{t('step.optional')}</small>}
      </th>
      <td data-head={t('review.answer')}>
        <QuestionInput
          question={question}
          value={form.shown(question)}
          change={(value) => form.change(question, value)}
          describedBy={[`${id}-mark`, ...shown.map((fault) => `${id}-${fault.rule}`)].join(' ')}
          isWrong={own.some((fault) => fault.severity === 'hard')}
          isDense
        />{' '}
        <FieldMark state={form.markOf(question)} id={`${id}-mark`} />
        {shown.map((fault) => (
          <FaultLine key={fault.rule} fault={fault} id={`${id}-${fault.rule}`} />
        ))}
        {shown
          .filter((fault) => fault.severity === 'soft')
          .map((fault) => (
            <NoteField
              key={fault.rule}
              fault={fault}
              text={form.notes[fault.rule] ?? ''}
              write={(text) => form.writeNote(fault.rule, text)}
            />
          ))}
      </td>
      <td data-head={t('dense.known')}>
        {last === undefined ? null : t('dense.last', { value: valueText(question, last, language) })}
        <SourceLine source={sourceOf(view, question, stands[id])} />
      </td>
    </tr>
  )
}

/** Enter and the arrows go from field to field; in a list of choices the arrows stay the list's. */
function moveInGrid(event: KeyboardEvent, box: HTMLElement | null): void {
  const from = event.target
  if (!(from instanceof HTMLElement) || box === null || event.ctrlKey || !isMove(from, event.key)) return
  const fields = [...box.querySelectorAll<HTMLElement>('input, select, textarea')]
  const next = fields[fields.indexOf(from) + (event.key === 'ArrowUp' ? -1 : 1)]
  event.preventDefault()
  next?.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
}

function isMove(from: HTMLElement, key: string): boolean {
  if (from.matches('input')) return ['Enter', 'ArrowDown', 'ArrowUp'].includes(key)
  return from.matches('select') && key === 'Enter'
}
