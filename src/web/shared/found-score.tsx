import type { ScoreSheet } from '../../domain/score-sheet.ts'
import { leavesBelow, partyPartOf } from '../../domain/score-sheet.ts'
import type { Reply } from './ask.ts'
import { begun } from './case-words.ts'
import { pointsText } from './points.ts'
import { useText } from './text.ts'

type Found = NonNullable<Reply<'GET /api/evaluations/:id'>['found']>
type Props = { readonly sheet: ScoreSheet; readonly found: Found }

/** What the experts and the committee found: the score that no veto changes, the Party part, and the grades. */
export function FoundScore({ sheet, found }: Props) {
  const { t } = useText()
  const { score, partyScore, gradeByScore, panelGrade, grade, isVetoed } = found
  const lines = [
    ['found.score', t('found.of', { points: pointsText(score), most: sheet.maximum })],
    ['found.party', t('found.of', { points: pointsText(partyScore), most: partyPartOf(sheet).maximum })],
    ['found.byScore', gradeByScore ?? t('found.none')],
    ['found.panel', panelGrade ?? t('found.notYet')],
    ...(isVetoed ? [['found.announced', grade ?? t('found.none')] as const] : []),
  ] as const
  return (
    <>
      <dl className="answers">
        {lines.map(([word, value]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>
              <strong>{value}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {isVetoed ? <p className="note">{t('found.vetoed')}</p> : null}
    </>
  )
}

/** Indicator by indicator: the mean of the experts, and why points were taken off or given. */
export function FoundMeans({ sheet, found }: Props) {
  const { t, of } = useText()
  return (
    <details className="found-means">
      <summary>{t('found.means')}</summary>
      <p className="note">{t('found.meansNote')}</p>
      {sheet.indicators.map((group) => (
        <dl key={group.id} className="answers" aria-label={of(group.title)}>
          {leavesBelow(group).map(({ id, title, maximum }) => (
            <div key={id}>
              <dt>{of(begun(title))}</dt>
              <dd>
                <strong>{t('found.of', { points: pointsText(found.means[id] ?? 0), most: maximum })}</strong>
                {(found.reasons[id] ?? []).map((reason) => (
                  <small key={reason} className="as-typed">
                    {reason}
                  </small>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  )
}
