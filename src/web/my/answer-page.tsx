import { useParams, useSearch } from '@tanstack/react-router'
import { Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { ReturnReceipt } from '../shared/return-receipt.tsx'
import type { ReturnView } from '../shared/return-view.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useReturnForm, type ReturnForm } from '../shared/use-return-form.ts'
import { CheckStep } from './check-step.tsx'
import { AskStep, ConfirmStep } from './form-steps.tsx'
import { Overview } from './overview.tsx'
import { stepOfQuestion, stepsOf } from './steps.ts'

/** One return of my organization, one thing a page: overview, pages, check of the answers, receipt. */
export function AnswerPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/my/$id' })
  const asked = useAsk('GET /api/returns/:id', { params: { id } })
  return (
    <>
      {asked.data === undefined ? <PageHead title={t('my.title')} /> : null}
      <Loaded asked={asked}>{(view) => <Answering key={view.id} view={view} />}</Loaded>
    </>
  )
}

function Answering({ view }: { readonly view: ReturnView }) {
  const form = useReturnForm(view)
  const { step } = useSearch({ from: '/in/my/$id' })
  if (!view.mayAnswer) return <ReturnReceipt view={view} back="/my" />
  if (form.draft.error !== null) return <Failure error={form.draft.error} retry={form.draft.retry} />
  if (!form.draft.isReady) return <Wait />
  return <StepOf key={step ?? ''} form={form} step={step} />
}

function StepOf({ form, step }: { readonly form: ReturnForm; readonly step: string | undefined }) {
  const { view, stands } = form
  const { set, known } = view
  const steps = stepsOf({ set, known, stands })
  if (step === undefined) return <Overview form={form} steps={steps} />
  if (step === 'check') return <CheckStep form={form} steps={steps} />
  const one = step.startsWith('q.')
    ? stepOfQuestion({ set, known, stands }, step.slice(2))
    : steps.find((other) => other.id === step)
  if (one === undefined) return <Overview form={form} steps={steps} />
  return one.kind === 'confirm' ? (
    <ConfirmStep form={form} steps={steps} step={one} />
  ) : (
    <AskStep form={form} steps={steps} step={one} />
  )
}
