import type { ReactNode } from 'react'
import type { CallTerms, Printed } from '../../domain/evaluation-call.ts'
import { sourceText } from '../shared/source-text.ts'
import { dayText } from '../shared/day-text.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

type Props = { readonly terms: CallTerms; readonly vetoOn: string }

/** What the call prints of Party-building and of the way to a grade, in plain words, each with its source. */
export function CallTermsList({ terms, vetoOn }: Props) {
  const { t, language } = useText()
  const { partyMaximum, total, bonus, veto, bands, noticeDays, validYears } = terms
  const day = dayText(vetoOn, language)
  return (
    <dl className="answers terms">
      <Term name={t('terms.party')} of={[{ ...partyMaximum, article: '' }]}>
        {t('terms.partyText', { points: partyMaximum.value, total, bonus })}
      </Term>
      <Term name={t('terms.veto')} of={[veto.condition, veto.fromGrade, veto.effect, veto.capAt]}>
        <p>{t(`terms.condition.${veto.condition.value}`, { day })}</p>
        <p>
          {veto.effect.value === 'capAt'
            ? t('terms.capAt', { from: veto.fromGrade.value, grade: veto.capAt.value })
            : t('terms.ineligible')}
        </p>
        <p>{t('terms.kept')}</p>
      </Term>
      <Term name={t('terms.exempt')} of={[veto.exemptBelow]}>
        {t('terms.exemptText', { members: veto.exemptBelow.value })}
      </Term>
      <Term name={t('terms.bands')} of={[bands]}>
        {bands.value.map(({ grade, from, to }) => t('terms.band', { grade, from, to })).join(t('semicolon'))}
      </Term>
      <Term name={t('terms.after')} of={[noticeDays, validYears]}>
        {t('terms.afterText', { days: noticeDays.value, years: validYears.value })}
      </Term>
    </dl>
  )
}

type TermProps = {
  readonly name: string
  readonly of: readonly Printed<unknown>[]
  readonly children: ReactNode
}

/** One term; what is assumed or an example says so. */
function Term({ name, of, children }: TermProps) {
  const { t, language } = useText()
  const sources = [...new Set(of.map(({ source, article }) => sourceText(source, article, language)))]
  const confidence = (['assumed', 'example'] as const).find((word) => of.some((one) => one.confidence === word))
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {sources.map((source) => (
          <small key={source} className="source">
            {t('terms.source', { source })}
          </small>
        ))}
        {confidence === undefined ? null : <StateWord tone="amber" word={t(`terms.${confidence}`)} />}
      </dd>
    </div>
  )
}
