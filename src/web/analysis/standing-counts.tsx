import { Figure, Share } from '../shared/figure.tsx'
import { ruleName } from '../shared/names.ts'
import { STANDING_NAMES, STANDINGS } from '../../domain/standing.ts'
import { StandingWord } from '../shared/state-word.tsx'
import type { CoverageReply } from '../shared/shares.ts'
import { useText } from '../shared/text.ts'
import { Scroll } from '../shared/scroll.tsx'

/** Where the organizations stand, with the rule that makes each standing. */
export function StandingCounts({ coverage }: { readonly coverage: CoverageReply }) {
  const { t, of } = useText()
  const { P0 } = coverage.populations
  const counts = new Map(coverage.standings.map(({ standing, count }) => [standing, count]))
  return (
    <section aria-labelledby="standings">
      <h2 id="standings">{t('coverage.standings')}</h2>
      <Scroll name={t('coverage.standings')}>
        <table className="num flat">
          <caption className="unseen">{t('coverage.standings')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('organization.standing')}</th>
              <th scope="col" className="words">
                {t('organization.ruleHead')}
              </th>
              <th scope="col">{t('step.count')}</th>
              <th scope="col">{t('step.share')}</th>
            </tr>
          </thead>
          <tbody>
            {STANDINGS.filter((standing) => (counts.get(standing) ?? 0) > 0).map((standing) => (
              <tr key={standing}>
                <th scope="row">
                  <StandingWord standing={standing} />
                </th>
                <td className="words">
                  {STANDING_NAMES[standing].rule} {of(ruleName(STANDING_NAMES[standing].rule))}
                </td>
                <td>
                  <Figure count={counts.get(standing) ?? 0} opens={{ standing, figure: 'K1.denominator' }} />
                </td>
                <td>
                  <Share numerator={counts.get(standing) ?? 0} denominator={P0} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
