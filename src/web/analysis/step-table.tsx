import { Figure, Share } from '../shared/figure.tsx'
import { useText } from '../shared/text.ts'
import type { CoverageStep } from './coverage-steps.ts'
import { Scroll } from '../shared/scroll.tsx'

/** The numbers of the picture, each opening its list. */
export function StepTable({ steps }: { readonly steps: readonly CoverageStep[] }) {
  const { t } = useText()
  return (
    <Scroll name={t('coverage.picture')}>
      <table className="num flat" data-testid="chart-table">
        <caption className="unseen">{t('coverage.picture')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('step.head')}</th>
            <th scope="col">{t('step.count')}</th>
            <th scope="col">{t('step.share')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ id, count, of, figure }) => (
            <tr key={id}>
              <th scope="row">
                {t(`step.${id}`)} <small>{t(`stepNote.${id}`)}</small>
              </th>
              <td>
                <Figure count={count} opens={{ figure }} />
              </td>
              <td>
                <Share numerator={count} denominator={of} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
