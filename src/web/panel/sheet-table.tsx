import type { ReactNode } from 'react'
import { isBranch, leavesBelow, type Indicator, type ScoreLeaf, type ScoreSheet } from '../../domain/score-sheet.ts'
import { begun } from '../shared/case-words.ts'
import { EvidenceLink, EvidenceLinks } from '../shared/evidence-links.tsx'
import { ListTable, type ListColumn } from '../shared/list-table.tsx'
import { pointsText } from '../shared/points.ts'
import { useText } from '../shared/text.ts'
import { ScoreSums } from './score-bar.tsx'
import { type Evidence, type Seat, sumsOf } from './seat.ts'

type TableProps = {
  readonly evidence: Evidence
  /** What stands beside the evidence. */
  readonly beside: readonly ListColumn<ScoreLeaf>[]
}

/** The sheet part by part: what is asked, what the organization shows for it, and what is given beside it. */
export function SheetTable({ evidence, beside }: TableProps) {
  const { t, of } = useText()
  const { sheet } = evidence
  return (
    <div className="score-sheet">
      {sheet.indicators.map((part) => (
        <section key={part.id} aria-label={of(part.title)}>
          <h2>
            {of(begun(part.title))} <small>{t('sheet.most', { points: part.maximum })}</small>
          </h2>
          <ListTable<ScoreLeaf>
            caption={of(part.title)}
            rows={leavesBelow(part)}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'indicator',
                head: t('sheet.indicator'),
                names: true,
                cell: (leaf) => <Asked leaf={leaf} sheet={sheet} />,
              },
              { key: 'shown', head: t('sheet.shown'), cell: (leaf) => <Shown leaf={leaf} evidence={evidence} /> },
              ...beside,
            ]}
          />
        </section>
      ))}
      <OtherPapers evidence={evidence} />
    </div>
  )
}

type OfLeaf = { readonly leaf: ScoreLeaf }

function Asked({ leaf, sheet }: OfLeaf & { readonly sheet: ScoreSheet }) {
  const { t, of } = useText()
  const within = branchesAbove(sheet.indicators, leaf.id).slice(1)
  return (
    <>
      <span>
        {within.map((one) => `${of(begun(one.title))} · `).join('')}
        {of(begun(leaf.title))}
      </span>
      <small>{t('sheet.evidence', { evidence: of(leaf.evidence) })}</small>
      {(leaf.steps ?? []).map((step) => (
        <small key={step.points}>{t('sheet.step', { points: step.points, text: of(step.text) })}</small>
      ))}
    </>
  )
}

/** The branches from the first level down to an indicator. */
function branchesAbove(indicators: readonly Indicator[], id: string): Indicator[] {
  for (const one of indicators) {
    if (!isBranch(one)) continue
    if (one.indicators.some((inner) => inner.id === id)) return [one]
    const below = branchesAbove(one.indicators, id)
    if (below.length > 0) return [one, ...below]
  }
  return []
}

function Shown({ leaf, evidence }: OfLeaf & { readonly evidence: Evidence }) {
  const { t } = useText()
  const answer = evidence.answers[leaf.id]
  if (answer === undefined || answer.points === null) return <span className="note">{t('sheet.notClaimed')}</span>
  return (
    <>
      <span>{t('sheet.claimed', { points: pointsText(answer.points) })}</span>
      {answer.note === '' ? null : <small className="as-typed">{answer.note}</small>}
      <EvidenceLinks ids={answer.documents} papers={evidence.documents} />
    </>
  )
}

/** Papers of the case that no answer names. */
function OtherPapers({ evidence }: { readonly evidence: Evidence }) {
  const { t } = useText()
  const named = new Set(Object.values(evidence.answers).flatMap(({ documents }) => documents))
  const others = evidence.documents.filter(({ id }) => !named.has(id))
  if (others.length === 0) return null
  return (
    <section>
      <h2>{t('sheet.otherPapers')}</h2>
      <ul className="papers-of">
        {others.map((one) => (
          <li key={one.id}>
            <EvidenceLink paper={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was handed in, as it stays. */
export function GivenScores({ seat, evidence }: { readonly seat: Seat; readonly evidence: Evidence }) {
  const { t } = useText()
  const given = (id: string, pick: 'points' | 'reason'): ReactNode => seat.scores[id]?.[pick] ?? '—'
  return (
    <>
      <p className="notice leaf">{t(seat.handedInAt === null ? 'seat.over' : 'score.handedIn')}</p>
      <SheetTable
        evidence={evidence}
        beside={[
          { key: 'points', head: t('score.points'), isNumber: true, cell: ({ id }) => given(id, 'points') },
          { key: 'reason', head: t('score.reason'), cell: ({ id }) => given(id, 'reason') },
        ]}
      />
      <div className="score-bar">
        <ScoreSums sheet={evidence.sheet} sums={sumsOf(evidence.sheet, seat.scores)} />
      </div>
    </>
  )
}
