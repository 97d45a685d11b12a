import type { ReactNode } from 'react'
import type { Printed } from '../../domain/evaluation-call.ts'
import type { Confidence } from '../../domain/policy.ts'
import type { Text } from '../../domain/refusal.ts'
import { isBranch, leavesBelow, type ScoreBranch, type ScoreLeaf } from '../../domain/score-sheet.ts'
import { begun } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { kindName } from '../shared/names.ts'
import { sourceText } from '../shared/source-text.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { EFFECT_WORDS, CONDITION_WORDS } from '../../domain/veto-words.ts'
import { CALL_KINDS } from '../../domain/evaluation-call.ts'
import type { CallDetail } from './call.ts'

/** The text of a call as it is printed: for whom, the days, the Party factor and the veto word for word, the sheet. */
export function CallText({ call }: { readonly call: CallDetail }) {
  const { t, of, language } = useText()
  const { terms, kinds, applyBy, vetoOn, year } = call
  const whom = kinds.length === 0 ? [...CALL_KINDS] : kinds
  return (
    <article className="call-text" aria-label={t('call.text')}>
      <h2>{t('call.text')}</h2>
      <table className="facts">
        <caption className="unseen">{t('call.text')}</caption>
        <tbody>
          <Row head={t('call.office')}>{call.officeName}</Row>
          {call.publishedOn === null ? null : (
            <Row head={t('call.published')}>{dayText(call.publishedOn, language)}</Row>
          )}
          <Row head={t('call.year')}>{year}</Row>
          <Row head={t('call.for')}>{whom.map((kind) => of(kindName(kind))).join(t('comma'))}</Row>
          <Row head={t('call.applyBy')}>{dayText(applyBy, language)}</Row>
          <Row head={t('call.vetoOn')}>{dayText(vetoOn, language)}</Row>
          <Row head={t('call.noticeDays')} printed={terms.noticeDays}>
            {t('call.atLeastDays', { days: terms.noticeDays.value })}
          </Row>
          <Row head={t('call.validYears')} printed={terms.validYears}>
            {t('call.years', { years: terms.validYears.value })}
          </Row>
          <Row head={t('call.recusalYears')} printed={terms.recusalYears}>
            {t('call.years', { years: terms.recusalYears.value })}
          </Row>
          <Row head={t('call.bands')} printed={terms.bands}>
            <ul className="plain-list">
              {terms.bands.value.map(({ grade, from, to }) => (
                <li key={grade}>{t('call.band', { grade, from, to })}</li>
              ))}
            </ul>
          </Row>
        </tbody>
      </table>
      <Party call={call} />
      <Sheet call={call} />
    </article>
  )
}

type RowProps = { readonly head: string; readonly printed?: Printed<unknown>; readonly children: ReactNode }

function Row({ head, printed, children }: RowProps) {
  return (
    <tr>
      <th scope="row">{head}</th>
      <td className="words">
        {children}
        {printed === undefined ? null : <Source {...printed} />}
      </td>
    </tr>
  )
}

/** Where a value comes from and how sure it is; what is assumed says so. */
function Source({ source, article, confidence }: Omit<Printed<unknown>, 'value'>) {
  const { language } = useText()
  return (
    <small className="source">
      <Sure confidence={confidence} /> {sourceText(source, article, language)}
    </small>
  )
}

const TONES = { verified: 'leaf', example: 'river', assumed: 'amber' } as const

function Sure({ confidence }: { readonly confidence: Confidence }) {
  const { t } = useText()
  return <StateWord tone={TONES[confidence]} word={t(`policy.${confidence}`)} />
}

/** What the call says of Party-building: the factor, and the veto with condition, scope, effect and exemption. */
function Party({ call }: { readonly call: CallDetail }) {
  const { t, of } = useText()
  const { partyMaximum, total, veto, policy } = call.terms
  return (
    <section aria-labelledby="party-terms">
      <h2 id="party-terms">{t('call.party')}</h2>
      <p className="note">{t('call.partyNote', { policy })}</p>
      <table className="facts">
        <caption className="unseen">{t('call.party')}</caption>
        <tbody>
          <Row head={t('call.partyFactor')} printed={partyMaximum}>
            {t('call.pointsOf', { points: partyMaximum.value, total })}
          </Row>
          <Row head={t('call.vetoCondition')} printed={veto.condition}>
            {of(begun(CONDITION_WORDS[veto.condition.value]))}
          </Row>
          <Row head={t('call.vetoScope')} printed={veto.fromGrade}>
            {t(veto.effect.value === 'ineligible' ? 'call.anyGrade' : 'call.fromGrade', {
              grade: veto.fromGrade.value,
            })}
          </Row>
          <Row head={t('call.vetoEffect')} printed={veto.effect}>
            {of(begun(EFFECT_WORDS[veto.effect.value]))}
          </Row>
          {veto.effect.value === 'capAt' ? (
            <Row head={t('call.vetoCap')} printed={veto.capAt}>
              {veto.capAt.value}
            </Row>
          ) : null}
          <Row head={t('call.vetoExempt')} printed={veto.exemptBelow}>
            {t('call.exemptBelow', { count: veto.exemptBelow.value })}
          </Row>
        </tbody>
      </table>
      <p className="note">{t('call.vetoNote')}</p>
    </section>
  )
}

/** The score sheet with points and evidence, part by part. */
function Sheet({ call }: { readonly call: CallDetail }) {
  const { t, of, language } = useText()
  const { score } = call
  return (
    <section aria-labelledby="sheet">
      <h2 id="sheet">{t('call.sheet')}</h2>
      <p className="note">
        {t('call.sheetLead', {
          title: of(score.title),
          version: score.version,
          day: dayText(score.validFrom, language),
          maximum: score.maximum,
          bonus: score.bonus,
        })}
      </p>
      {score.indicators.map((branch) => (
        <Part key={branch.id} branch={branch} />
      ))}
      {score.sources.map((source) => (
        <p key={source} className="note">
          {t('call.source', { source: sourceText(source, '', language) })}
        </p>
      ))}
    </section>
  )
}

function Part({ branch }: { readonly branch: ScoreBranch }) {
  const { t, of } = useText()
  const leaves = branch.indicators.flatMap((one) => leavesBelow(one).map((leaf) => ({ leaf, group: groupOf(one) })))
  return (
    <>
      <h3>
        {of(begun(branch.title))} {t('call.points', { points: branch.maximum })}
        {branch.isParty === true ? <small className="beside"> {t('call.isParty')}</small> : null}
        {branch.isBonus === true ? <small className="beside"> {t('call.isBonus')}</small> : null}
      </h3>
      <Source source={branch.source} article="" confidence={branch.confidence} />
      <table className="list">
        <caption className="unseen">{of(begun(branch.title))}</caption>
        <thead>
          <tr>
            <th scope="col">{t('call.indicator')}</th>
            <th scope="col" className="n">
              {t('call.maximum')}
            </th>
            <th scope="col">{t('call.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {leaves.map(({ leaf, group }) => (
            <tr key={leaf.id}>
              <th scope="row">
                {of(begun(leaf.title))}
                {group === null ? null : <small>{of(begun(group))}</small>}
              </th>
              <td className="n" data-head={t('call.maximum')}>
                {leaf.maximum}
              </td>
              <td data-head={t('call.evidence')}>
                <Evidence leaf={leaf} />
                {leaf.confidence === branch.confidence ? null : (
                  <small>
                    <Sure confidence={leaf.confidence} />
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function groupOf(one: ScoreBranch['indicators'][number]): Text | null {
  return isBranch(one) ? one.title : null
}

function Evidence({ leaf }: { readonly leaf: ScoreLeaf }) {
  const { t, of } = useText()
  return (
    <span>
      {of(begun(leaf.evidence))}
      {leaf.steps === undefined ? null : (
        <ul className="plain-list">
          {leaf.steps.map(({ points, text }) => (
            <li key={points}>
              <small>{t('call.step', { points, text: of(text) })}</small>
            </li>
          ))}
        </ul>
      )}
    </span>
  )
}
