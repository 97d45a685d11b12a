import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { hindrances } from '../../domain/answers.ts'
import { Failure } from '../shared/failure.tsx'
import { FaultSummary } from '../shared/fault-summary.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { FaultLine, NoteField } from '../shared/question-facts.tsx'
import { useText } from '../shared/text.ts'
import type { ReturnForm } from '../shared/use-return-form.ts'
import { useReturnSubmission } from '../shared/use-return-submission.ts'
import { AnswerList } from './form-steps.tsx'
import { ReturnedComment } from './overview.tsx'
import type { Step } from './steps.ts'
import { useNavigate } from '@tanstack/react-router'

/** All answers on one page: changed where they are wrong, then handed in. */
export function CheckStep({ form, steps }: { readonly form: ReturnForm; readonly steps: readonly Step[] }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const submission = useReturnSubmission(form)
  const [isTried, setTried] = useState(0)
  const open = hindrances(form.faults)
  const soft = form.faults.filter((fault) => fault.severity === 'soft')
  const { id, set } = form.view
  const press = async () => {
    setTried((before) => before + 1)
    if (open.length > 0) return
    const receipt = await submission.submit()
    if (receipt !== undefined) await queries.invalidateQueries()
  }
  const lead = (question: string) =>
    void navigate({ to: '/my/$id', params: { id }, search: { step: `q.${question}`, from: 'check' } })
  return (
    <>
      <p className="back">
        <Link to="/my/$id" params={{ id }} search={{}}>
          {t('step.back')}
        </Link>
      </p>
      <PageHead
        title={t('check.title')}
        lead={t(open.length === 0 ? 'check.ready' : 'check.notReady', { count: open.length })}
      />
      <ReturnedComment form={form} />
      {isTried > 0 && open.length > 0 ? <FaultSummary key={isTried} faults={open} lead={lead} /> : null}
      <div className="step">
        {soft.map((fault) => (
          <div key={fault.rule} className="fields asked">
            <FaultLine fault={fault} />
            <NoteField
              fault={fault}
              text={form.notes[fault.rule] ?? ''}
              write={(text) => form.writeNote(fault.rule, text)}
            />
          </div>
        ))}
        {set.sections.map((section) => {
          const questions = section.questions.filter((one) => form.asked.has(one.id))
          if (!steps.some((step) => step.section === section.id)) return null
          return (
            <section key={section.id} aria-label={of(section.title)}>
              <h2>{of(section.title)}</h2>
              <AnswerList form={form} questions={questions} from="check" />
            </section>
          )
        })}
        {submission.error === null ? null : (
          <Failure error={submission.error} kept={t('check.kept')} retry={() => void press()} />
        )}
        <div className="step-act">
          <button
            type="button"
            className="button go"
            aria-disabled={submission.isUnderWay}
            onClick={() => void press()}
          >
            {t(submission.isUnderWay ? 'check.sending' : 'check.submit')}
          </button>
        </div>
      </div>
    </>
  )
}
