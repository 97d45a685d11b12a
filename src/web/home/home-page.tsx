import { Link } from '@tanstack/react-router'
import { Failure, Wait } from '../shared/failure.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { shareIn, type CoverageReply } from '../shared/shares.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { FigureStrip } from './figure-strip.tsx'
import { Queue } from './queue.tsx'
import { LatestImports } from './latest-imports.tsx'
import { nextStepOf, type NextStep } from './next-step.ts'

/** What to do next, my scope in four numbers, and what was brought in last. */
export function HomePage() {
  const { t } = useText()
  const scope = useScope()
  const account = useSession().data
  const coverage = useAsk('GET /api/analysis/coverage', { query: scope }, { keep: true })
  return (
    <>
      <PageHead
        title={t('home.title')}
        lead={<NextSentence coverage={coverage.data} />}
        act={<NextButton coverage={coverage.data} />}
        basis={coverage.data?.basis}
      />
      {account === undefined || account.roles.every((role) => role === 'reader') ? null : <Queue />}
      <HomeFigures coverage={coverage.data} error={coverage.error} retry={() => void coverage.refetch()} />
      {account?.mayWrite === true ? <LatestImports /> : null}
    </>
  )
}

type FiguresProps = {
  readonly coverage: CoverageReply | undefined
  readonly error: unknown
  readonly retry: () => void
}

function HomeFigures({ coverage, error, retry }: FiguresProps) {
  if (coverage !== undefined) return <FigureStrip coverage={coverage} />
  return error === null ? <Wait lines={3} /> : <Failure error={error} retry={retry} />
}

type StepProps = { readonly coverage: CoverageReply | undefined }

/** What waits comes before what could be done. */
function NextSentence({ coverage }: StepProps) {
  const { t } = useText()
  const queues = useAsk('GET /api/queues', {}).data
  const mayWrite = useSession().data?.mayWrite === true
  if (queues !== undefined && queues.mine > 0) {
    return <>{t('home.lead.cases', { count: queues.mine, overdue: queues.overdue })}</>
  }
  if (coverage === undefined) return <>{t('home.lead')}</>
  const step: NextStep = nextStepOf(coverage, mayWrite)
  const due = shareIn(coverage.indicators, 'K4').numerator
  return <>{step === 'found' ? t('home.found', { count: due }) : t(`home.${step}`)}</>
}

function NextButton({ coverage }: StepProps) {
  const { t } = useText()
  const first = useAsk('GET /api/cases', { query: { box: 'mine', limit: 10 } }).data?.cases[0]
  const mayWrite = useSession().data?.mayWrite === true
  if (first !== undefined) {
    return (
      <Link className="button go" to="/cases/$id" params={{ id: first.id }}>
        {t('home.first')}
      </Link>
    )
  }
  if (coverage === undefined) return null
  const step = nextStepOf(coverage, mayWrite)
  if (step === 'found') {
    return (
      <Link className="button go" to="/analysis" search={{ tab: 'gaps' }}>
        {t('home.foundAct')}
      </Link>
    )
  }
  return step === 'import' ? (
    <Link className="button go" to="/import">
      {t('home.importAct')}
    </Link>
  ) : (
    <Link className="button go" to="/analysis">
      {t('home.coverageAct')}
    </Link>
  )
}
