import { partyPartOf, type ScoreSheet } from '../../domain/score-sheet.ts'
import { pointsText } from '../shared/points.ts'
import { useText } from '../shared/text.ts'
import type { Sums } from './seat.ts'

/** The running sums: all, the Party part, the bonus, and how many indicators have points. */
export function ScoreSums({ sheet, sums }: { readonly sheet: ScoreSheet; readonly sums: Sums }) {
  const { t } = useText()
  const { total, party, bonus, given, needed } = sums
  return (
    <output className="sums">
      <strong>{t('score.total', { points: pointsText(total), most: sheet.maximum })}</strong>
      <span>{t('score.party', { points: pointsText(party), most: partyPartOf(sheet).maximum })}</span>
      {sheet.bonus === 0 ? null : <span>{t('score.bonus', { points: pointsText(bonus), most: sheet.bonus })}</span>}
      <span>{t('score.given', { given, needed })}</span>
    </output>
  )
}
