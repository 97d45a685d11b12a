import { Link, useParams, useSearch } from '@tanstack/react-router'
import { isAskError } from '../shared/ask-error.ts'
import { Empty, Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { EvaluationCheck } from './evaluation-check.tsx'
import { EvaluationOverview } from './evaluation-overview.tsx'
import { EvaluationStanding } from './evaluation-standing.tsx'
import { EvaluationStep } from './evaluation-step.tsx'
import { stepOf } from './evaluation-steps.ts'
import { useEvaluationForm, type EvaluationForm, type EvaluationView } from './use-evaluation-form.ts'

/** The evaluation of my organization: the self-assessment part by part, then where it stands and what was found. */
export function EvaluationPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/my/evaluations/$id' })
  const asked = useAsk('GET /api/evaluations/:id', { params: { id } })
  if (isAskError(asked.error) && asked.error.status === 404) {
    return (
      <>
        <PageHead title={t('own.missing')} />
        <Empty title={t('own.missingHint')} act={<Link to="/my">{t('my.back')}</Link>} />
      </>
    )
  }
  return (
    <>
      {asked.data === undefined ? <PageHead title={t('own.title')} /> : null}
      <Loaded asked={asked}>{(view) => <Own key={view.case.id} view={view} />}</Loaded>
    </>
  )
}

/** Who is not the organization reads the case; what was filed is read, not typed. */
function Own({ view }: { readonly view: EvaluationView }) {
  const { state } = view.case
  const isTyped = view.isOwn && (state === 'assessing' || state === 'returned')
  return isTyped ? <Answering view={view} /> : <EvaluationStanding view={view} />
}

function Answering({ view }: { readonly view: EvaluationView }) {
  const form = useEvaluationForm(view)
  const { step } = useSearch({ from: '/in/my/evaluations/$id' })
  if (form.draft.error !== null) return <Failure error={form.draft.error} retry={form.draft.retry} />
  if (!form.draft.isReady) return <Wait />
  return <StepShown key={step ?? ''} form={form} step={step} />
}

function StepShown({ form, step }: { readonly form: EvaluationForm; readonly step: string | undefined }) {
  if (step === 'check') return <EvaluationCheck form={form} />
  const shown = step === undefined ? undefined : stepOf(form.view.sheet, step)
  if (shown === undefined) return <EvaluationOverview form={form} />
  return <EvaluationStep form={form} group={shown.group} leaves={shown.leaves} />
}
