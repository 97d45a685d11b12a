import type { Day } from './day.ts'
import { findingOf, wanted, type Finding, type Proposal } from './gate.ts'
import type { GatePolicy } from './gate-overlay.ts'
import { registrationFindings, registrationProposal, type RegistrationFacts } from './gate-registration.ts'
import type { Parameters } from './policy.ts'
import type { Text } from './refusal.ts'

/** What Party-building leaves when an organization ends; null until a person has confirmed it (R8). */
export type EndFacts = {
  readonly relationsMoved: boolean | null
  readonly ledgerClosed: boolean | null
  readonly branchAdjusted: boolean | null
}

export type RegistrationCaseFacts = RegistrationFacts & EndFacts

export type JudgedRegistration = { readonly findings: readonly Finding[]; readonly proposal: Proposal }

/** Where the case stands: the survey form is due only once the registration is approved (R36). */
export type RegistrationStage = 'beforeApproval' | 'afterApproval'

/** G1 to G5 at a stage of a case, and for a deregistration D1 to D3. The same facts, the same judgement. */
export function judgeRegistration(
  facts: RegistrationCaseFacts,
  stage: RegistrationStage,
  rules: { readonly gates: GatePolicy; readonly parameters: Parameters; readonly today: Day },
): JudgedRegistration {
  const { gates, parameters, today } = rules
  const found = registrationFindings(facts, gates, parameters)
  const findings = stage === 'afterApproval' ? found : found.map(notDueYet)
  const proposed = registrationProposal(facts, findings, { policy: gates, parameters, today })
  const proposal = stage === 'afterApproval' && proposed.outcome === 'supplement' ? recorded(proposed) : proposed
  if (facts.act !== 'deregistration') return { findings, proposal }
  const ends = endFindings(facts)
  return { findings: [...findings, ...ends], proposal: endProposal(proposal, ends) }
}

function notDueYet(finding: Finding): Finding {
  if (finding.rule !== 'G3' || !['fail', 'unknown'].includes(finding.result)) return finding
  return { ...finding, result: 'notApplicable', mend: SURVEY_LATER }
}

/** Once it is approved, nothing more is asked for: what is missing stays on record and is followed up. */
function recorded(proposal: Proposal): Proposal {
  return {
    ...proposal,
    outcome: 'recorded',
    text: {
      zh: `已准予登记；尚缺的党建材料（${proposal.because.join('、')}）已记录，由责任主体跟进。`,
      en: `Approved; what is missing (${proposal.because.join(', ')}) is on record and followed up by the body.`,
    },
  }
}

const SURVEY_LATER: Text = {
  zh: '准予登记后、领取证书前提交，目前不需要。',
  en: 'Handed in after the approval and before the certificate; not needed yet.',
}

const ENDS = {
  D1: { fact: 'relationsMoved', zh: '党员组织关系已转接', en: 'The relations of its members are moved' },
  D2: { fact: 'ledgerClosed', zh: '党费和台账已结清', en: 'Dues and ledger are closed' },
  D3: { fact: 'branchAdjusted', zh: '党组织已调整或撤销', en: 'The branch is adjusted or dissolved' },
} as const

function endFindings(facts: EndFacts): Finding[] {
  return Object.entries(ENDS).map(([rule, { fact, zh, en }]) =>
    findingOf(
      rule,
      wanted(facts[fact]),
      { [fact]: facts[fact] },
      {
        text: { zh: `${zh}（R8）。`, en: `${en} (R8).` },
        mend: {
          zh: '由责任主体核实后确认；未确认的转为后续事项，不影响注销。',
          en: 'The responsible body looks and confirms; what is not confirmed is followed up and is no bar.',
        },
      },
    ),
  )
}

function endProposal(proposal: Proposal, ends: readonly Finding[]): Proposal {
  const open = ends.filter((one) => one.result !== 'ok')
  if (open.length === 0) return proposal
  return {
    ...proposal,
    text: {
      zh: `${proposal.text.zh}尚未确认的党建衔接事项 ${open.length} 项，注销后由责任主体跟进。`,
      en: `${proposal.text.en} What Party-building leaves is not confirmed in ${open.length} points; the body follows it up.`,
    },
  }
}
