import { useSearch } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { ExportMenu } from '../shared/download.tsx'
import { Empty } from '../shared/failure.tsx'
import { Figure } from '../shared/figure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { Picture } from '../shared/picture.tsx'
import { useScope } from '../shared/scope.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { GapTable } from './gap-table.tsx'
import { reasonBars, reasonRows } from './gap-reasons.ts'
import { gapsSentence } from './sentences.ts'
import { Scroll } from '../shared/scroll.tsx'

type Gaps = Reply<'GET /api/analysis/gaps'>

/** Who should have a Party organization and has none, why, and by which rule. */
export function GapsTab() {
  const { t } = useText()
  const scope = useScope()
  const { after, page = 1 } = useSearch({ from: '/in/analysis' })
  const asked = useAsk('GET /api/analysis/gaps', { query: { ...scope, after } }, { keep: true })
  const sentence = asked.data === undefined ? t('gaps.lead') : gapsSentence(asked.data, t)
  return (
    <>
      <PageHead
        title={t('gaps.title')}
        lead={sentence}
        act={<ExportMenu noun="organizations" query={{ ...scope, figure: 'K4.numerator' }} />}
        basis={asked.data?.basis}
      />
      <Loaded asked={asked}>{(gaps) => <GapsBody gaps={gaps} page={page} />}</Loaded>
    </>
  )
}

function GapsBody({ gaps, page }: { readonly gaps: Gaps; readonly page: number }) {
  const { t, of } = useText()
  const [due, grace] = [
    gaps.organizations.filter(({ standing }) => standing !== 'shouldBeBuiltWithinGrace'),
    gaps.organizations.filter(({ standing }) => standing === 'shouldBeBuiltWithinGrace'),
  ]
  if (gaps.due + gaps.withinGrace === 0) return <Empty title={t('gaps.none')}>{t('gaps.noneHint')}</Empty>
  return (
    <>
      {gaps.reasons.length === 0 ? null : <Reasons gaps={gaps} />}
      {due.length === 0 ? null : (
        <section aria-labelledby="due">
          <h2 id="due">{t('gaps.due', { count: gaps.due })}</h2>
          <GapTable caption={t('gaps.title')} organizations={due} policyTitle={of(gaps.basis.policyTitle)} />
        </section>
      )}
      <section aria-labelledby="grace">
        <h2 id="grace">{t('gaps.grace')}</h2>
        <p className="note">
          {t('gaps.graceNote')} <Figure count={gaps.withinGrace} opens={{ figure: 'K4/grace.numerator' }} />
        </p>
        {grace.length === 0 ? null : (
          <GapTable caption={t('gaps.grace')} organizations={grace} policyTitle={of(gaps.basis.policyTitle)} />
        )}
      </section>
      <Pager page={page} next={gaps.next} />
    </>
  )
}

function Reasons({ gaps }: { readonly gaps: Gaps }) {
  const { t } = useText()
  const rows = reasonRows(gaps.reasons, t('gaps.noReason'))
  const first = rows[0]
  const says =
    first === undefined ? t('gaps.why') : t('gaps.reasonSentence', { reason: first.name, count: first.count })
  return (
    <>
      <Picture title={t('gaps.why')} says={says} bars={reasonBars(rows)} />
      <details>
        <summary>{t('asTable')}</summary>
        <Scroll name={t('gaps.why')}>
          <table className="num" data-testid="chart-table">
            <caption className="unseen">{t('gaps.why')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('gaps.reason')}</th>
                <th scope="col">{t('step.count')}</th>
                <th scope="col">{t('gaps.cumulative')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, count, cumulative }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{count}</td>
                  <td>{cumulative}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  )
}
