import type { ReactNode } from 'react'
import { FACT_NAMES } from '../../domain/fact-words.ts'
import type { FindingResult } from '../../domain/gate.ts'
import type { Reply } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { FactWord } from '../shared/fact-word.tsx'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

export type Judgement = Reply<'GET /api/cases/:id/judgements'>['judgements'][number]
type Finding = Judgement['findings'][number]

const TONES: Readonly<Record<FindingResult, Tone>> = {
  ok: 'leaf',
  fail: 'brick',
  unknown: 'amber',
  notApplicable: 'plain',
}

/** What the rules found last in a case, rule by rule; beneath it how often they were asked. */
export function Findings({ id }: { readonly id: string }) {
  const { t } = useText()
  const asked = useAsk('GET /api/cases/:id/judgements', { params: { id } })
  const judgements = asked.data?.judgements ?? []
  const last = judgements.at(-1)
  if (last === undefined) return asked.data === undefined ? null : <p className="note">{t('pass.notJudged')}</p>
  return <JudgementList judgement={last} times={judgements.length} />
}

/** One judgement as a checklist: each rule with its result, what to do, the facts and what the pack assumes. */
export function JudgementList({ judgement, times }: { readonly judgement: Judgement; readonly times: number }) {
  const { t, of, language } = useText()
  const { findings, asOf, policyTitle, facts } = judgement
  const sources = new Map(facts.map((one) => [one.key, one.source]))
  return (
    <>
      <p className="note">
        {t('pass.judged', { day: dayText(asOf, language), policy: of(policyTitle) })}
        {times > 1 ? ` ${t('pass.times', { count: times })}` : null}
      </p>
      <FindingList findings={findings} sources={sources} />
      <p className="proposal">{of(judgement.proposal.text)}</p>
    </>
  )
}

const NO_SOURCES: ReadonlyMap<string, string> = new Map()

type ListProps = { readonly findings: readonly Finding[]; readonly sources?: ReadonlyMap<string, string> }

/** Rules one below the other, each with its result and the facts it looked at. */
export function FindingList({ findings, sources = NO_SOURCES }: ListProps) {
  return (
    <ul className="findings">
      {findings.map((one) => (
        <FindingItem key={one.rule} finding={one} sources={sources} />
      ))}
    </ul>
  )
}

type ItemProps = { readonly finding: Finding; readonly sources: ReadonlyMap<string, string> }

function FindingItem({ finding, sources }: ItemProps) {
  const { t, of } = useText()
  const { rule, result, text, mend, facts, assumed } = finding
  return (
    <li>
      <p>
        <span className="chip code">{rule}</span> <StateWord tone={TONES[result]} word={t(`pass.result.${result}`)} />
      </p>
      <p>{of(text)}</p>
      {mend === null ? null : <p className="note">{of(mend)}</p>}
      {result === 'notApplicable' ? null : <FactList facts={facts} sources={sources} isMet={result === 'ok'} />}
      {assumed.length === 0 ? null : <p className="note">{t('pass.assumed')}</p>}
    </li>
  )
}

type FactsProps = { readonly facts: Finding['facts']; readonly isMet: boolean } & Pick<ItemProps, 'sources'>

/** The facts that a rule looked at, and who says so. */
function FactList({ facts, sources, isMet }: FactsProps) {
  const { t, of } = useText()
  return (
    <dl className="used-facts">
      {Object.entries(facts).map(([key, value]) => (
        <div key={key}>
          <dt>{of(begun(FACT_NAMES[key] ?? { zh: key, en: key }))}</dt>
          <dd>
            <FactWord value={value} isMet={isMet} />{' '}
            <Source source={sources.get(key)}>{t('pass.source.register')}</Source>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Who says so, where it is told. */
function Source({ source, children }: { readonly source: string | undefined; readonly children: ReactNode }) {
  const { t } = useText()
  if (source === 'register') return <small>{children}</small>
  return source === 'given' ? <small>{t('pass.source.given')}</small> : null
}
