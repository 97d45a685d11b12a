import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { DOCUMENT_ENDINGS, MAX_DOCUMENT_BYTES } from '../../domain/document.ts'
import type { ScoreBranch, ScoreLeaf } from '../../domain/score-sheet.ts'
import { begun } from '../shared/case-words.ts'
import { PageHead } from '../shared/page-head.tsx'
import { ScoreFaults } from '../shared/score-faults.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { groupAfter } from './evaluation-steps.ts'
import { IndicatorCard } from './indicator-card.tsx'
import { NewerNotice } from './newer-notice.tsx'
import { standingFaults, type EvaluationForm } from './use-evaluation-form.ts'

type Props = {
  readonly form: EvaluationForm
  readonly group: ScoreBranch
  readonly leaves: readonly ScoreLeaf[]
}

/** One part of the self-assessment, indicator below indicator; going on saves it, and what lacks is told first. */
export function EvaluationStep({ form, group, leaves }: Props) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const { from } = useSearch({ from: '/in/my/evaluations/$id' })
  const [tried, setTried] = useState(0)
  const { id } = form.view.case
  const papers = useAsk('GET /api/documents', { query: { kind: 'case', id } }).data?.documents ?? []
  const { indicators } = form.view.sheet
  const isAlone = leaves.length === 1 && from !== undefined
  const open = standingFaults(form, leaves, true)
  const standing = standingFaults(form, leaves, tried > 0)
  const goOn = () => {
    if (open.length > 0 && tried === 0) return setTried(1)
    if (open.some(({ fault }) => fault === 'points' || fault === 'above')) return setTried((before) => before + 1)
    if (!isAlone) form.markSeen(group.id)
    void form.handOver().catch(() => undefined)
    const next = from ?? groupAfter(form.view.sheet, group.id) ?? 'check'
    void navigate({ to: '/my/evaluations/$id', params: { id }, search: { step: next } })
  }
  return (
    <>
      <p className="back">
        <Link to="/my/evaluations/$id" params={{ id }} search={from === undefined ? {} : { step: from }}>
          {t(from === undefined ? 'step.back' : 'step.backToList')}
        </Link>
        {from === undefined ? (
          <span>{t('step.of', { step: indicators.indexOf(group) + 1, of: indicators.length })}</span>
        ) : null}
      </p>
      <PageHead title={of(begun(group.title))} lead={t('own.stepLead', { points: group.maximum })} />
      <div className="step">
        {tried > 0 && open.length > 0 ? (
          <ScoreFaults
            key={tried}
            faults={open}
            lead={({ indicator, fault }) =>
              document.getElementById(`${fault === 'evidence' ? 'note' : 'points'}-${indicator}`)?.focus()
            }
          />
        ) : null}
        <NewerNotice form={form} />
        <p className="note" id="paper-limits">
          {t('document.limits', { endings: DOCUMENT_ENDINGS.join(t('comma')), mb: MAX_DOCUMENT_BYTES / 1024 / 1024 })}
        </p>
        {leaves.map((leaf) => (
          <IndicatorCard
            key={leaf.id}
            form={form}
            leaf={leaf}
            faults={standing.filter((fault) => fault.indicator === leaf.id)}
            papers={papers}
          />
        ))}
        <div className="step-act">
          <button type="button" className="button go" onClick={goOn}>
            {t(tried > 0 && open.length > 0 ? 'own.goOnAnyway' : 'step.goOn')}
          </button>
        </div>
      </div>
    </>
  )
}
