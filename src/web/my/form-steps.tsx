import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { AnswerFault } from '../../domain/answers.ts'
import type { Question } from '../../domain/question-set.ts'
import { FaultSummary } from '../shared/fault-summary.tsx'
import { FieldMark } from '../shared/field-mark.tsx'
import { numberText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { FaultLine, NoteField, QuestionHelp, sourceOf, SourceLine } from '../shared/question-facts.tsx'
import { inputId, QuestionInput } from '../shared/question-field.tsx'
import { labelOf, valueText } from '../shared/question-value.ts'
import { useText } from '../shared/text.ts'
import type { ReturnForm } from '../shared/use-return-form.ts'
import { markSeen } from './overview.tsx'
import { namedAfter, stepAfter, type Step } from './steps.ts'
import { useCameFrom } from './came-from.ts'

type StepProps<K extends Step['kind']> = {
  readonly form: ReturnForm
  readonly steps: readonly Step[]
  readonly step: Extract<Step, { kind: K }>
}

/** What is known of a section: looked at, changed where it is wrong, confirmed by going on. */
export function ConfirmStep({ form, steps, step }: StepProps<'confirm'>) {
  const { t, of } = useText()
  const section = form.view.set.sections.find((one) => one.id === step.section)
  const go = useGoOn(form, steps, step)
  return (
    <StepFrame form={form} steps={steps} step={step} title={section === undefined ? '' : of(section.title)}>
      <p className="note">{t('step.confirm')}</p>
      <AnswerList form={form} questions={step.questions} from={step.id} />
      <div className="step-act">
        <button type="button" className="button go" onClick={() => go()}>
          {t('step.allRight')}
        </button>
      </div>
    </StepFrame>
  )
}

type ListProps = { readonly form: ReturnForm; readonly questions: readonly Question[]; readonly from: string }

/** Answers with their sources and what is wrong with them; each leads to its page and back here. */
export function AnswerList({ form, questions, from }: ListProps) {
  const { t, language } = useText()
  const { view, stands, faults } = form
  return (
    <dl className="answers">
      {questions.map((question) => {
        const value = stands[question.id]
        return (
          <div key={question.id}>
            <dt>{labelOf(question, language)}</dt>
            <dd>
              <strong>{valueText(question, value, language)}</strong>
              <SourceLine source={sourceOf(view, question, value)} />
              {faults
                .filter((fault) => fault.questions[0] === question.id && fault.rule !== 'needed')
                .map((fault) => (
                  <FaultLine key={fault.rule} fault={fault} />
                ))}
            </dd>
            <dd>
              <Link
                to="/my/$id"
                params={{ id: view.id }}
                search={{ step: `q.${question.id}`, from }}
                aria-label={t(value === undefined ? 'step.addOf' : 'step.changeOf', {
                  label: labelOf(question, language),
                })}
              >
                {t(value === undefined ? 'step.add' : 'step.change')}
              </Link>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** One thing that is asked: a question, or the parts of one sum. */
export function AskStep({ form, steps, step }: StepProps<'ask'>) {
  const { t, language } = useText()
  const [isTried, setTried] = useState(false)
  const go = useGoOn(form, steps, step)
  const ids = step.questions.map((one) => one.id)
  const own = form.faults.filter((fault) => fault.questions.some((id) => ids.includes(id)))
  const standing = own.filter((fault) => isTried || !isOnlyBlank(fault))
  const hard = own.filter((fault) => fault.severity === 'hard' && isWithin(fault, step, form))
  const [first] = step.questions
  const { total } = step
  const title =
    total === undefined
      ? first === undefined
        ? ''
        : labelOf(first, language)
      : t('step.parts', { total: labelOf(total, language) })
  return (
    <StepFrame form={form} steps={steps} step={step} title={title}>
      {isTried && hard.length > 0 ? <FaultSummary faults={hard} /> : null}
      {first !== undefined && hasOneHelp(step.questions) ? (
        <QuestionHelp question={first} id={`${first.id}-help`} />
      ) : null}
      {step.questions.map((question) => (
        <AskedQuestion key={question.id} form={form} question={question} faults={standing} together={step.questions} />
      ))}
      {total === undefined ? null : <Remainder form={form} step={step} total={total} />}
      <div className="step-act">
        <button type="button" className="button go" onClick={() => (hard.length > 0 ? setTried(true) : go())}>
          {t('step.goOn')}
        </button>
      </div>
    </StepFrame>
  )
}

/** Whether parts that are asked together are asked for the same reason: then it is said once. */
function hasOneHelp(questions: readonly Question[]): boolean {
  return questions.length > 1 && new Set(questions.map((one) => JSON.stringify(one.help))).size === 1
}

function isOnlyBlank(fault: AnswerFault): boolean {
  return fault.rule === 'needed' || fault.rule === 'kind'
}

/** A fault that can be mended on this page: all that it is about stands here, or is answered already. */
function isWithin(fault: AnswerFault, step: Step, form: ReturnForm): boolean {
  const ids = step.questions.map((one) => one.id)
  if (fault.rule === 'needed') return fault.questions.every((id) => ids.includes(id))
  return fault.questions.every((id) => ids.includes(id) || form.stands[id] !== undefined)
}

type AskedProps = {
  readonly form: ReturnForm
  readonly question: Question
  readonly faults: readonly AnswerFault[]
  /** Those that stand on the same page. */
  readonly together: readonly Question[]
}

function AskedQuestion({ form, question, faults, together }: AskedProps) {
  const { t, language } = useText()
  const { id } = question
  const isAlone = together.length === 1
  const shownAt = (fault: AnswerFault) => together.find((one) => fault.questions.includes(one.id))?.id
  const own = faults.filter((fault) => shownAt(fault) === id)
  const value = form.shown(question)
  const isButtons = question.kind === 'choice' || question.kind === 'yesNo'
  const describedBy = [`${id}-help`, `${id}-mark`, ...own.map((fault) => `${id}-${fault.rule}`)].join(' ')
  const input = (
    <QuestionInput
      question={question}
      value={value}
      change={(next) => form.change(question, next)}
      describedBy={describedBy}
      isWrong={faults.some((fault) => fault.severity === 'hard' && fault.questions.includes(id))}
    />
  )
  return (
    <div className="fields asked">
      {isButtons ? (
        <fieldset>
          <legend className={isAlone ? 'unseen' : undefined}>{labelOf(question, language)}</legend>
          {input}
        </fieldset>
      ) : (
        <>
          <label htmlFor={inputId(id)} className={isAlone ? 'unseen' : undefined}>
            {labelOf(question, language)}
          </label>
          {input}
        </>
      )}
      <SourceLine source={sourceOf(form.view, question, value)} />
      <FieldMark state={form.markOf(question)} id={`${id}-mark`} />
      {own.map((fault) => (
        <FaultLine key={fault.rule} fault={fault} id={`${id}-${fault.rule}`} />
      ))}
      {own
        .filter((fault) => fault.severity === 'soft')
        .map((fault) => (
          <NoteField
            key={fault.rule}
            fault={fault}
            text={form.notes[fault.rule] ?? ''}
            write={(text) => form.writeNote(fault.rule, text)}
          />
        ))}
      {hasOneHelp(together) ? null : <QuestionHelp question={question} id={`${id}-help`} />}
      {question.needed ? null : <p className="note">{t('step.optional')}</p>}
    </div>
  )
}

/** What is still missing to the total, or too much, while the parts are typed. */
function Remainder(props: { readonly form: ReturnForm; readonly step: Step; readonly total: Question }) {
  const { form, step, total } = props
  const { t, language } = useText()
  const all = form.stands[total.id]
  const sum = step.questions.reduce((before, one) => {
    const value = form.stands[one.id]
    return before + (typeof value === 'number' ? value : 0)
  }, 0)
  if (typeof all !== 'number') return null
  const words = {
    total: labelOf(total, language),
    all: numberText(all),
    sum: numberText(sum),
    rest: numberText(Math.abs(all - sum)),
  }
  return (
    <output className="note">
      {t(sum === all ? 'step.sumRight' : sum < all ? 'step.sumShort' : 'step.sumOver', words)}
    </output>
  )
}

type FrameProps = {
  readonly form: ReturnForm
  readonly steps: readonly Step[]
  readonly step: Step
  readonly title: string
  readonly children: ReactNode
}

function StepFrame({ form, steps, step, title, children }: FrameProps) {
  const { t } = useText()
  const from = useCameFrom()
  const at = steps.findIndex((one) => one.id === step.id)
  return (
    <>
      <p className="back">
        <Link to="/my/$id" params={{ id: form.view.id }} search={from === undefined ? {} : { step: from }}>
          {t(from === undefined ? 'step.back' : 'step.backToList')}
        </Link>
        {at === -1 || from !== undefined ? null : <span>{t('step.of', { step: at + 1, of: steps.length })}</span>}
      </p>
      <PageHead title={title} />
      <div className="step">{children}</div>
    </>
  )
}

/** Goes on to the next page, the next field that was named, or back to where one came from. */
function useGoOn(form: ReturnForm, steps: readonly Step[], step: Step): () => void {
  const navigate = useNavigate()
  const from = useCameFrom()
  const { id, comment, state } = form.view
  return () => {
    if (step.kind === 'confirm') markSeen(form, step.section)
    else if (steps.some((one) => one.id === step.id && one.section === step.section)) markSeen(form, step.section)
    void form.handOver().catch(() => undefined)
    const named =
      state === 'returned'
        ? namedAfter(
            comment?.fields ?? [],
            step.questions.map((one) => one.id),
          )
        : undefined
    const next =
      from ?? (state === 'returned' ? (named === undefined ? 'check' : `q.${named}`) : stepAfter(steps, step.id)?.id)
    void navigate({ to: '/my/$id', params: { id }, search: { step: next ?? 'check' } })
  }
}
