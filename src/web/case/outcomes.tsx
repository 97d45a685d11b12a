import { actionOf, type CaseDefinition } from '../../domain/case.ts'
import { remediesOf } from '../../domain/outcome.ts'
import type { Text } from '../../domain/refusal.ts'
import type { Reply } from '../shared/ask.ts'
import { begun, findDefinition } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Case } from './case.ts'

type Outcome = Reply<'GET /api/cases/:id/outcomes'>['outcomes'][number]

/** What was decided with reasons, days and remedies; before that, the remedies that a decision will name by itself. */
export function Outcomes({ one }: { readonly one: Case }) {
  const { t, of } = useText()
  const outcomes = useAsk('GET /api/cases/:id/outcomes', { params: { id: one.id } }).data?.outcomes ?? []
  const definition = findDefinition(one.kind)
  const canBeAdverse = Object.values(definition?.actions ?? {}).some((action) => action.part === 'adverse')
  if (outcomes.length > 0) return outcomes.map((each) => <OutcomeCard key={each.seq} kind={one.kind} outcome={each} />)
  if (!canBeAdverse || one.closedOn !== null) return null
  return (
    <section className="card">
      <h2>{t('pass.remediesBefore')}</h2>
      <ul>
        {remediesOf(definition?.legalOrder ?? 'state').map((text) => (
          <li key={text.en}>{of(text)}</li>
        ))}
      </ul>
    </section>
  )
}

function OutcomeCard({ kind, outcome }: { readonly kind: string; readonly outcome: Outcome }) {
  const { t, of, language } = useText()
  const { isAdverse, rules, reasons, evidence, cureBy, appealBy, servedOn, overturnedOn, decidedOn } = outcome
  const days = [
    [t('pass.decidedOn'), decidedOn],
    [t('pass.servedOn'), servedOn],
    [t('pass.cureBy'), cureBy],
    [t('pass.appealBy'), appealBy],
  ] as const
  return (
    <section className="card">
      <h2>
        <StateWord
          tone={overturnedOn === null && isAdverse ? 'brick' : 'leaf'}
          word={of(outcomeName(kind, outcome.outcome))}
        />
        {overturnedOn === null ? null : (
          <small> {t('pass.overturned', { day: dayText(overturnedOn, language) })}</small>
        )}
      </h2>
      <dl className="used-facts">
        {days.map(([word, day]) =>
          day === null ? null : (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{dayText(day, language)}</dd>
            </div>
          ),
        )}
        {rules.length === 0 ? null : (
          <div>
            <dt>{t('pass.rules')}</dt>
            <dd>{rules.map((rule) => of(ruleName(kind, rule))).join(t('semicolon'))}</dd>
          </div>
        )}
      </dl>
      <Said word={t('pass.reasons')} text={reasons} />
      <Said word={t('pass.evidence')} text={evidence} />
      {isAdverse ? <Said word={t('pass.remedies')} text={outcome.remedies.map(of).join('\n')} /> : null}
    </section>
  )
}

function Said({ word, text }: { readonly word: string; readonly text: string }) {
  if (text === '') return null
  return (
    <>
      <h3>{word}</h3>
      <p className="as-typed">{text}</p>
    </>
  )
}

/** The words that the form of the notice has for an outcome, or the state to which an action of its name leads. */
function outcomeName(kind: string, outcome: string) {
  const definition = findDefinition(kind)
  const choice = choiceOf(definition, 'outcome', outcome)
  if (choice !== undefined) return begun(choice)
  if (definition === undefined || !(outcome in definition.actions)) return { zh: outcome, en: outcome }
  return begun(actionOf(definition, outcome).name)
}

/** A ground of law by its words, a rule of the pack by its id. */
function ruleName(kind: string, rule: string) {
  return choiceOf(findDefinition(kind), 'rules', rule) ?? { zh: rule, en: rule }
}

/** The words of a choice in whichever action offers it: a case can have more than one way to an outcome. */
function choiceOf(definition: CaseDefinition | undefined, key: string, word: string): Text | undefined {
  const fields = Object.values(definition?.actions ?? {}).flatMap(({ form }) => form.filter((one) => one.key === key))
  return fields.find(({ choices }) => choices !== undefined && word in choices)?.choices?.[word]
}
