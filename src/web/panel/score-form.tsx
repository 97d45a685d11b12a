import { useState, type KeyboardEvent } from 'react'
import { bonusIds, leavesOf, type ScoreLeaf } from '../../domain/score-sheet.ts'
import type { ScoreFault } from '../../domain/score.ts'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { FieldMark } from '../shared/field-mark.tsx'
import { pointsText } from '../shared/points.ts'
import { ScoreFaults } from '../shared/score-faults.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import { ScoreSums } from './score-bar.tsx'
import { SheetTable } from './sheet-table.tsx'
import { useSeatScores, type SeatScores } from './use-seat-scores.ts'
import { type Evidence, keyLeads, type Seat, sumsOf, wantsReason } from './seat.ts'

type Props = { readonly seat: Seat; readonly evidence: Evidence; readonly reload: () => void }

/** The sheet beside the evidence: points by keyboard, reasons where they are wanted, sums as one goes, one hand-in. */
export function ScoreForm({ seat, evidence, reload }: Props) {
  const { t } = useText()
  const { sheet } = evidence
  const scores = useSeatScores(seat, evidence)
  const [tried, setTried] = useState(0)
  const lead = ({ indicator, fault }: ScoreFault) =>
    document.getElementById(`${fault === 'reason' ? 'reason' : 'points'}-${indicator}`)?.focus()
  return (
    <>
      <p className="note keys">{t('score.keys')}</p>
      {scores.error === null ? null : <Failure error={scores.error} kept={t('score.stale')} retry={reload} />}
      {tried > 0 && scores.faults.length > 0 ? <ScoreFaults key={tried} faults={scores.faults} lead={lead} /> : null}
      <SheetTable
        evidence={evidence}
        beside={[
          {
            key: 'points',
            head: t('score.points'),
            isShort: true,
            cell: (leaf) => <PointsCell leaf={leaf} evidence={evidence} scores={scores} />,
          },
          {
            key: 'reason',
            head: t('score.reason'),
            cell: (leaf) => <ReasonCell leaf={leaf} evidence={evidence} scores={scores} isTried={tried > 0} />,
          },
        ]}
      />
      <div className="score-bar">
        <ScoreSums sheet={sheet} sums={sumsOf(sheet, scores.scores)} />
        <HandIn seat={seat} scores={scores} tried={() => setTried((before) => before + 1)} />
      </div>
    </>
  )
}

type CellProps = { readonly leaf: ScoreLeaf; readonly evidence: Evidence; readonly scores: SeatScores }

function PointsCell({ leaf, evidence, scores }: CellProps) {
  const { t, of } = useText()
  const { id, maximum } = leaf
  const wrong = scores.wrong.find((fault) => fault.indicator === id)
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === '+') {
      event.preventDefault()
      scores.typePoints(id, pointsText(maximum))
    } else moveFocus(event, { leaf, evidence, scores })
  }
  return (
    <>
      <span className="answer">
        <input
          id={`points-${id}`}
          className="count points"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('score.pointsOf', { indicator: of(leaf.title), most: maximum })}
          aria-describedby={`mark-${id} wrong-${id}`}
          aria-invalid={wrong !== undefined}
          value={scores.shown(id)}
          onFocus={(event) => event.target.select()}
          onKeyDown={press}
          onChange={(event) => scores.typePoints(id, event.target.value)}
        />
        <span className="of">{t('score.of', { most: maximum })}</span>
      </span>
      <FieldMark state={scores.stateOf(id)} id={`mark-${id}`} />
      {wrong === undefined ? null : (
        <p className="fault" id={`wrong-${id}`}>
          {of(wrong.text)}
        </p>
      )}
    </>
  )
}

function ReasonCell({ leaf, evidence, scores, isTried }: CellProps & { readonly isTried: boolean }) {
  const { t, of } = useText()
  const { id } = leaf
  const { points = null, reason = '' } = scores.scores[id] ?? {}
  const isWanted = wantsReason(leaf, bonusIds(evidence.sheet).has(id), points)
  if (!isWanted && reason === '') return null
  const isLacking = isWanted && reason.trim() === ''
  return (
    <>
      <textarea
        id={`reason-${id}`}
        rows={2}
        maxLength={2000}
        aria-label={t('score.reasonOf', { indicator: of(leaf.title) })}
        aria-invalid={isTried && isLacking}
        value={reason}
        onKeyDown={(event) => moveFocus(event, { leaf, evidence, scores })}
        onChange={(event) => scores.typeReason(id, event.target.value)}
      />
      {isLacking ? <small className="wanted">{t('score.reasonWanted')}</small> : null}
    </>
  )
}

/** Enter goes on: to the reason where one is wanted, else to the next points; the arrows go from points to points. */
function moveFocus(event: KeyboardEvent<HTMLElement>, cell: CellProps): void {
  const { leaf, evidence, scores } = cell
  const isReason = event.currentTarget.id.startsWith('reason-')
  if (event.nativeEvent.isComposing || (isReason && (event.key !== 'Enter' || event.shiftKey))) return
  if (event.key === 'Enter' && scores.wrong.some((fault) => fault.indicator === leaf.id)) return event.preventDefault()
  const to = keyLeads(event.key, {
    ids: leavesOf(evidence.sheet).map((one) => one.id),
    id: leaf.id,
    lacksReason: !isReason && lacksReason(cell),
    isBack: event.shiftKey,
  })
  if (to === undefined) return
  event.preventDefault()
  document.getElementById(`${to.field}-${to.id}`)?.focus()
}

function lacksReason({ leaf, evidence, scores }: CellProps): boolean {
  const { points = null, reason = '' } = scores.scores[leaf.id] ?? {}
  return wantsReason(leaf, bonusIds(evidence.sheet).has(leaf.id), points) && reason.trim() === ''
}

type HandInProps = { readonly seat: Seat; readonly scores: SeatScores; readonly tried: () => void }

/** Looked at first, asked once more, then handed in for good on the version that stands. */
function HandIn({ seat, scores, tried }: HandInProps) {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  const hand = useWrite(
    (seen: number, key: string) =>
      ask('POST /api/panels/:id/hand-in', { params: { id: seat.id }, body: { seen }, key }),
    () => undefined,
  )
  const look = async () => {
    tried()
    if (scores.faults.length === 0 && (await scores.settle())) setAsking(true)
  }
  if (!isAsking || scores.faults.length > 0) {
    return (
      <button type="button" className="button go" onClick={() => void look()}>
        {t('score.handIn')}
      </button>
    )
  }
  return (
    <div className="asked-once-more">
      <strong>{t('score.sure')}</strong>
      <span className="row">
        <button
          type="button"
          className="button go"
          aria-disabled={hand.isUnderWay}
          onClick={() => hand.write(scores.version)}
        >
          {t('score.handInNow')}
        </button>
        <button type="button" className="button" onClick={() => setAsking(false)}>
          {t('cancel')}
        </button>
      </span>
      {hand.error === null ? null : <Failure error={hand.error} kept={t('score.kept')} />}
    </div>
  )
}
