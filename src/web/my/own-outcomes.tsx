import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'

import { useAsk } from '../shared/use-ask.ts'

type Outcome = Reply<'GET /api/cases/:id/outcomes'>['outcomes'][number]

/** What was decided against or for my organization: reasons, evidence, days, and what can be done against it. */
export function OwnOutcomes({ id }: { readonly id: string }) {
  const { t } = useText()
  const outcomes = useAsk('GET /api/cases/:id/outcomes', { params: { id } }).data?.outcomes ?? []
  if (outcomes.length === 0) return null
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{t('own.decided')}</h2>
      {outcomes.map((one) => (
        <OutcomeFacts key={one.seq} outcome={one} />
      ))}
    </section>
  )
}

function OutcomeFacts({ outcome }: { readonly outcome: Outcome }) {
  const { t, of, language } = useText()
  const { decidedOn, servedOn, cureBy, appealBy, overturnedOn, rules, reasons, evidence, remedies, isAdverse } = outcome
  const day = (given: string | null) => (given === null ? '' : dayText(given, language))
  const lines = [
    [t('pass.decidedOn'), day(decidedOn)],
    [t('pass.servedOn'), day(servedOn)],
    [t('own.overturned'), day(overturnedOn)],
    [t('pass.cureBy'), day(cureBy)],
    [t('pass.appealBy'), day(appealBy)],
    [t('pass.rules'), rules.join(t('comma'))],
    [t('pass.reasons'), reasons],
    [t('pass.evidence'), evidence],
    [t('pass.remedies'), isAdverse ? remedies.map(of).join('\n') : ''],
  ] as const
  return (
    <dl className="answers">
      {lines.map(([word, said]) =>
        said === '' ? null : (
          <div key={word}>
            <dt>{word}</dt>
            <dd className="as-typed">{said}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
