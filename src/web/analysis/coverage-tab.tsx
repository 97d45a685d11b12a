import { useSearch } from '@tanstack/react-router'
import type { Cut } from '../shared/analysis-search.ts'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Picture } from '../shared/picture.tsx'
import { useScope } from '../shared/scope.ts'
import type { CoverageReply } from '../shared/shares.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { barsOf, stepsOf } from './coverage-steps.ts'
import { coverageSentence } from './sentences.ts'
import { CutTable } from './cut-table.tsx'
import { StandingCounts } from './standing-counts.tsx'
import { StepTable } from './step-table.tsx'

/** How covered are we? The sentence, the picture, its table, and the same by district, township, line, kind or industry. */
export function CoverageTab() {
  const { t } = useText()
  const { by = 'district' } = useSearch({ from: '/in/analysis' })
  const asked = useAsk('GET /api/analysis/coverage', { query: { ...useScope(), by } }, { keep: true })
  const sentence = asked.data === undefined ? t('coverage.lead') : coverageSentence(asked.data, t)
  return (
    <>
      <PageHead title={t('coverage.title')} lead={sentence} basis={asked.data?.basis} />
      <Loaded asked={asked}>{(coverage) => <CoverageBody coverage={coverage} by={by} sentence={sentence} />}</Loaded>
    </>
  )
}

type BodyProps = { readonly coverage: CoverageReply; readonly by: Cut; readonly sentence: string }

function CoverageBody({ coverage, by, sentence }: BodyProps) {
  const { t } = useText()
  const steps = stepsOf(coverage)
  return (
    <>
      <Picture title={t('coverage.picture')} says={sentence} bars={barsOf(steps, t)} />
      <StepTable steps={steps} />
      <CutTable coverage={coverage} by={by} />
      <StandingCounts coverage={coverage} />
    </>
  )
}
