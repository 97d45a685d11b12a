import { FACT_NAMES } from '../../domain/fact-words.ts'
import type { FindingResult } from '../../domain/gate.ts'
import type { Reply } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { FactWord } from '../shared/fact-word.tsx'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

type Finding = Reply<'GET /api/cases/:id/judgements'>['judgements'][number]['findings'][number]

const TONES: Readonly<Record<FindingResult, Tone>> = {
  ok: 'leaf',
  fail: 'brick',
  unknown: 'amber',
  notApplicable: 'plain',
}

type Props = {
  readonly findings: readonly Finding[]
  /** Before there is an application: what is not known yet is looked up by the authority. */
  readonly isBefore?: boolean
}

/** What the rules say of my organization: the rule, what holds, the facts they looked at, and what can be done. */
export function OwnFindings({ findings, isBefore = false }: Props) {
  const { t, of } = useText()
  return (
    <ul className="findings">
      {findings.map(({ rule, result, text, mend, facts, assumed }) => (
        <li key={rule}>
          <p>
            <StateWord tone={TONES[result]} word={t(rule === 'V' ? `own.veto.${result}` : `own.result.${result}`)} />{' '}
            {of(text)} <small className="beside">{t(rule === 'V' ? 'own.vetoRule' : 'own.rule', { rule })}</small>
          </p>
          {result === 'unknown' && isBefore ? <p className="note">{t('own.lookedUp')}</p> : null}
          {result === 'fail' && mend !== null ? <p className="note">{of(mend)}</p> : null}
          {result === 'fail' || result === 'ok' ? <Facts facts={facts} isMet={result === 'ok'} /> : null}
          {assumed.length === 0 ? null : <p className="note">{t('pass.assumed')}</p>}
        </li>
      ))}
    </ul>
  )
}

function Facts({ facts, isMet }: { readonly facts: Finding['facts']; readonly isMet: boolean }) {
  const { of } = useText()
  const known = Object.entries(facts).filter(([key]) => key in FACT_NAMES)
  return (
    <dl className="used-facts">
      {known.map(([key, value]) => (
        <div key={key}>
          <dt>{of(begun(FACT_NAMES[key] ?? { zh: key, en: key }))}</dt>
          <dd>
            <FactWord value={value} isMet={isMet} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
