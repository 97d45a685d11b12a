import { findingOf, rulesWith, wanted, type Finding, type Proposal } from './gate.ts'
import type { Level } from './party-organization.ts'
import type { Parameters } from './policy.ts'

/** Counts of the organization that asks and, where it joins, of the joint branch that it would join. */
export type PartyFacts = {
  readonly fullMembers: number | null
  /** Full and probationary members. */
  readonly members: number | null
  readonly level: Level | null
  readonly hasPartyOrganization: boolean | null
  readonly host: { readonly units: number; readonly fullMembers: number } | null
}

export type JudgedParty = { readonly findings: readonly Finding[]; readonly proposal: Proposal }

/** R1, R2 with R9, or R3 (domain.md 2.1). "Normally" in a rule is a warning that a reason overrides, never a bar. */
export function judgeParty(facts: PartyFacts, parameters: Parameters): JudgedParty {
  const findings =
    facts.host === null ? foundingFindings(facts, parameters) : [joiningFinding(facts, facts.host, parameters)]
  const failed = rulesWith(findings, 'fail')
  const text =
    failed.length === 0
      ? { zh: '条件具备，可以批复。', en: 'The conditions are met; it can be approved.' }
      : {
          zh: '有条件不具备：同意的请写明理由，不同意的须先告知并听取意见。',
          en: 'A condition is not met: an approval says why, a refusal is told before and heard.',
        }
  const outcome = failed.length === 0 ? 'approve' : 'look'
  return { findings, proposal: { outcome, text, because: failed, followUps: [], remedies: [] } }
}

function foundingFindings(facts: PartyFacts, parameters: Parameters): Finding[] {
  const { fullMembers, members, level, hasPartyOrganization } = facts
  const needed = parameters.branchNeedsFullMembers
  const enough = fullMembers === null ? null : fullMembers >= needed
  const fits = members === null || level === null ? null : fitsLevel(level, members, parameters)
  return [
    findingOf(
      'R1',
      wanted(enough),
      { fullMembers, hasPartyOrganization },
      {
        text: { zh: `正式党员 ${needed} 名以上。`, en: `${needed} full members or more.` },
        mend: { zh: '不足的可以加入联合党支部。', en: 'With fewer it can join a joint branch.' },
      },
    ),
    findingOf(
      'R2',
      wanted(fits),
      { members, level },
      {
        text: {
          zh: `层级与党员人数相称：支部不超过 ${parameters.branchSoftMax} 名，总支 ${parameters.generalBranchFrom} 名起，党委 ${parameters.committeeFrom} 名起（R2、R9）。`,
          en: `The level fits the members: a branch up to ${parameters.branchSoftMax}, a general branch from ${parameters.generalBranchFrom}, a committee from ${parameters.committeeFrom} (R2, R9).`,
        },
        mend: {
          zh: '工作需要的，经上级批准可以例外，请写明理由。',
          en: 'By need the committee above may approve it; say why.',
        },
      },
    ),
  ]
}

/** Exactly 50 members allow a branch as well as a general branch (R9). */
function fitsLevel(level: Level, members: number, parameters: Parameters): boolean {
  const { branchSoftMax, generalBranchFrom, committeeFrom } = parameters
  if (level === 'branch') return members <= branchSoftMax
  return level === 'generalBranch' ? members >= generalBranchFrom : members >= committeeFrom
}

function joiningFinding(facts: PartyFacts, host: NonNullable<PartyFacts['host']>, parameters: Parameters): Finding {
  const units = host.units + 1
  const fullMembers = host.fullMembers + (facts.fullMembers ?? 0)
  const fits = units <= parameters.jointMaxUnits && fullMembers >= parameters.branchNeedsFullMembers
  return findingOf(
    'R3',
    wanted(fits),
    { units, fullMembers },
    {
      text: {
        zh: `加入后覆盖单位不超过 ${parameters.jointMaxUnits} 家，正式党员合计 ${parameters.branchNeedsFullMembers} 名以上（R3）。`,
        en: `With it the branch covers ${parameters.jointMaxUnits} units at most and has ${parameters.branchNeedsFullMembers} full members together (R3).`,
      },
      mend: { zh: '超出的请另选联合党支部，或写明批准理由。', en: 'Choose another branch, or say why it is approved.' },
    },
  )
}
