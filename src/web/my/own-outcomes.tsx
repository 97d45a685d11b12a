import type { Text } from '../../domain/refusal.ts'
import type { Reply } from '../shared/ask.ts'
import { begun, findCaseAction } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { proposalIn, type Proposal } from './proposal.ts'
import type { EvaluationView } from './use-evaluation-form.ts'

type Outcome = Reply<'GET /api/cases/:id/outcomes'>['outcomes'][number]

/** What is proposed or was decided of my organization: reasons, evidence, days, and what can be done against it. */
export function OwnOutcomes({ file }: { readonly file: EvaluationView['case'] }) {
  const { t } = useText()
  const asked = useAsk('GET /api/cases/:id/outcomes', { params: { id: file.id } })
  const outcomes = asked.data?.outcomes ?? []
  const proposal = proposalIn(file.state, file.actions)
  return (
    <>
      {proposal === undefined ? null : <Proposed proposal={proposal} />}
      {outcomes.length === 0 ? null : (
        <section aria-labelledby="decided">
          <h2 id="decided">{t('own.decided')}</h2>
          {outcomes.map((one) => (
            <OutcomeFacts key={one.seq} outcome={one} />
          ))}
        </section>
      )}
    </>
  )
}

/** The notice before a decision. */
function Proposed({ proposal }: { readonly proposal: Proposal }) {
  const { t, of } = useText()
  const { action, outcome, rules, reason, evidence } = proposal
  return (
    <section aria-labelledby="proposed">
      <h2 id="proposed">{t('own.proposed')}</h2>
      <p className="note">{t('own.proposedNote')}</p>
      <Lines
        lines={[
          [t('own.outcome'), of(outcomeText(action, outcome))],
          [
            t('pass.rules'),
            rules.map((rule) => t(rule === 'V' ? 'own.vetoRule' : 'own.rule', { rule })).join(t('comma')),
          ],
          [t('pass.reasons'), reason],
          [t('pass.evidence'), evidence],
        ]}
      />
    </section>
  )
}

/** The words that the form of the notice has for an outcome. */
function outcomeText(action: string, outcome: string): Text {
  const field = findCaseAction('evaluation', action)?.form.find((one) => one.key === 'outcome')
  return begun(field?.choices?.[outcome] ?? { zh: outcome, en: outcome })
}

function OutcomeFacts({ outcome }: { readonly outcome: Outcome }) {
  const { t, of, language } = useText()
  const { decidedOn, servedOn, cureBy, appealBy, overturnedOn, rules, reasons, evidence, remedies, isAdverse } = outcome
  const day = (given: string | null) => (given === null ? '' : dayText(given, language))
  const isVeto = findCaseAction('evaluation', 'vetoNotify')?.form.some(({ choices = {} }) => outcome.outcome in choices)
  const word = of(outcomeText(isVeto === true ? 'vetoNotify' : 'notify', outcome.outcome))
  return (
    <Lines
      lines={[
        [t('own.outcome'), word],
        [t('pass.decidedOn'), day(decidedOn)],
        [t('pass.servedOn'), day(servedOn)],
        [t('own.overturned'), day(overturnedOn)],
        [t('pass.cureBy'), day(cureBy)],
        [t('pass.appealBy'), day(appealBy)],
        [
          t('pass.rules'),
          rules.map((rule) => t(rule === 'V' ? 'own.vetoRule' : 'own.rule', { rule })).join(t('comma')),
        ],
        [t('pass.reasons'), reasons],
        [t('pass.evidence'), evidence],
        [t('pass.remedies'), isAdverse ? remedies.map(of).join('\n') : ''],
      ]}
    />
  )
}

function Lines({ lines }: { readonly lines: readonly (readonly [word: string, said: string])[] }) {
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
