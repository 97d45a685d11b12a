import { formText } from '../domain/case.ts'
import { addDays } from '../domain/day.ts'
import { rulesWith } from '../domain/gate.ts'
import type { UsedFact } from '../domain/gate-judge.ts'
import type { Judgement } from '../domain/outcome.ts'
import { FREE_PARTY_GROUNDS } from '../domain/party-case.ts'
import { judgeParty, type PartyFacts } from '../domain/party-judge.ts'
import { LEVELS } from '../domain/party-organization.ts'
import { SETTLED_BY, type PartyCaseKind } from '../domain/pass-follow-up.ts'
import { Refusal } from '../domain/refusal.ts'
import { listActions, type CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listExportRows } from '../store/export.ts'
import { recordJudgement } from '../store/outcome.ts'
import { findPartyOrganization, getPartySize } from '../store/registration.ts'
import type { Act, CaseEffects } from './case-act.ts'
import type { Clock, Desk } from './desk.ts'
import { stateRows } from './entry.ts'
import { favourableOutcome, outcomeEffects } from './outcome.ts'
import { draftPaper } from './paper-write.ts'
import { moveFollowUps } from './pass-follow-up.ts'
import { getPolicyWithGates } from './policy.ts'
import { findRegister, textOf } from './registration-judge.ts'

type At = { readonly tx: Tx; readonly desk: Desk; readonly clock: Pick<Clock, 'today'> }
type About = Pick<CaseFile, 'kind' | 'subject'>

/** What R1, R2 or R3 find for a request today, by the counts of the register. */
export async function judgePartyCase({ tx, desk, clock }: At, { kind, subject }: About): Promise<Judgement> {
  const policy = await getPolicyWithGates(tx, desk.packs, clock.today)
  const code = String(subject['code'])
  const register = await findRegister(tx, desk, code, policy.id)
  const [row = {}] = await listExportRows(tx, 'organizations', { asOf: clock.today, knownAt: 'now' }, [code])
  const full = countOf(row['fullMembers'])
  const probationary = countOf(row['probationaryMembers'])
  const facts: PartyFacts = {
    fullMembers: full,
    members: full === null ? null : full + (probationary ?? 0),
    level: LEVELS.find((level) => level === subject['level']) ?? null,
    hasPartyOrganization: register?.hasPartyOrganization ?? null,
    host: kind === 'joinParty' ? await getPartySize(tx, String(subject['host'])) : null,
  }
  const judged = judgeParty(facts, policy.parameters)
  return { pass: 'party', policy: policy.id, asOf: clock.today, facts: usedFacts(facts), ...judged }
}

function usedFacts({ host, ...facts }: PartyFacts): UsedFact[] {
  const told = { ...facts, ...(host === null ? {} : { units: host.units + 1 }) }
  return Object.entries(told).map(([key, value]): UsedFact => {
    const isGiven = key === 'level'
    return { key, value, source: sourceOf(value, isGiven), register: isGiven ? null : value }
  })
}

function sourceOf(value: UsedFact['value'], isGiven: boolean): UsedFact['source'] {
  if (value === null) return 'unknown'
  return isGiven ? 'given' : 'register'
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

const OUTCOME_EFFECTS = outcomeEffects({
  judge: (act) => judgePartyCase(act, act.file),
  grounds: FREE_PARTY_GROUNDS,
})

/** A request that came to nothing leaves its task open again. */
function endings(kind: PartyCaseKind): CaseEffects {
  const comeBack = (act: Act) => move(act, kind, 'comeBack')
  const uphold = OUTCOME_EFFECTS['uphold']
  return {
    withdraw: { after: comeBack },
    decline: { after: comeBack },
    accept: { after: comeBack },
    lapse: { after: comeBack },
    uphold: {
      ...uphold,
      after: async (act) => {
        await uphold?.after?.(act)
        await comeBack(act)
      },
    },
  }
}

export const FOUND_PARTY_EFFECTS: CaseEffects = {
  ...OUTCOME_EFFECTS,
  ...endings('foundParty'),
  answer: { after: keep },
  approve: { before: demandApproval, after: approveFounding },
  found: { before: demandFounding, after: found },
}

export const JOIN_PARTY_EFFECTS: CaseEffects = {
  ...OUTCOME_EFFECTS,
  ...endings('joinParty'),
  agree: { after: keep },
  answer: { after: keep },
  approve: { before: demandJoining, after: join },
}

async function keep(act: Act): Promise<void> {
  await recordJudgement(act.tx, act.file.id, act.file.version, await judgePartyCase(act, act.file))
}

async function move(act: Act, kind: PartyCaseKind, action: 'settle' | 'comeBack'): Promise<void> {
  await moveFollowUps(act, act.file.organizationId ?? 0, { action, tasks: SETTLED_BY[kind] })
}

/** Approved beyond the usual conditions only with a reason; on a day that has come. */
async function demandApproval(act: Act): Promise<void> {
  const { form, clock } = act
  const day = String(form['approvedOn'])
  if (day > clock.today) {
    throw new Refusal('DAY_AHEAD', { day, today: clock.today, pointer: '/body/form/approvedOn' })
  }
  const { findings } = await judgePartyCase(act, act.file)
  const failed = rulesWith(findings, 'fail', 'unknown')
  if (failed.length > 0 && String(form['exception'] ?? '').trim() === '') {
    throw new Refusal('PARTY_EXCEPTION', { rules: failed.join('、'), pointer: '/body/form/exception' })
  }
}

async function demandJoining(act: Act): Promise<void> {
  await demandApproval(act)
  await getHost(act)
}

async function getHost({ tx, file }: Act) {
  const key = String(file.subject['host'])
  const host = await findPartyOrganization(tx, key)
  if (host !== undefined) return host
  throw new Refusal('PARTY_CASE_ABOUT', {
    zh: `联合党组织“${key}”已不在册，请撤回后另选。`,
    en: `the joint Party organization “${key}” is no longer on record; withdraw and choose another.`,
  })
}

async function keepApproval(act: Act): Promise<void> {
  const { form } = act
  await keep(act)
  await favourableOutcome(act, {
    outcome: 'approve',
    reasons: formText(form, 'exception'),
    evidence: `${String(form['approval'])}（${String(form['approvedOn'])}）`,
  })
}

const TERM_YEARS = { branch: 3, generalBranch: 3, committee: 5 } as const

/** The reply as a draft of the committee's office; its number is typed where the paper has one of another system. */
async function approveFounding(act: Act): Promise<void> {
  const { tx, file, clock, time } = act
  await keepApproval(act)
  const office = file.parties['committee']?.body ?? null
  if (office === null) return
  const { subject } = file
  const level = LEVELS.find((one) => one === subject['level']) ?? 'branch'
  const values = {
    applicant: String(subject['name']),
    'request.title': textOf(subject['title']) ?? `关于成立${String(subject['partyName'])}的请示`,
    'request.on': file.openedOn,
    'party.name': String(subject['partyName']),
    'party.superior': file.parties['committee']?.name ?? '—',
    covers: [{ name: String(subject['name']) }],
    termYears: TERM_YEARS[level],
    electBy: addDays(clock.today, time.gates.partyReplyDays),
  }
  await draftPaper(tx, { template: 'founding-reply', office, values, caseId: file.id })
}

async function approvalOf({ tx, file }: Act) {
  const approve = (await listActions(tx, [file.id])).findLast((one) => one.action === 'approve')
  return { approval: String(approve?.form['approval'] ?? ''), approvedOn: String(approve?.form['approvedOn'] ?? '') }
}

async function demandFounding(act: Act): Promise<void> {
  const { form, clock } = act
  const day = String(form['foundedOn'])
  const { approvedOn } = await approvalOf(act)
  const pointer = '/body/form/foundedOn'
  if (day < approvedOn) throw new Refusal('APPROVAL_DAY', { day, approvedOn, pointer })
  if (day > clock.today) throw new Refusal('DAY_AHEAD', { day, today: clock.today, pointer })
}

/** The Party organization comes on the register, and the task that called for it is done. */
async function found(act: Act): Promise<void> {
  const { tx, desk, file, form } = act
  const { subject } = file
  const { approval } = await approvalOf(act)
  const name = String(subject['partyName'])
  const term = form['termEndsOn']
  await stateRows(tx, desk, {
    origin: 'case',
    title: `成立党组织 / founding：${name}`,
    asOf: String(form['foundedOn']),
    rows: {
      partyOrganizations: [
        {
          id: partyKey(file.id),
          name,
          level: String(subject['level']),
          formation: 'independent',
          nature: 'formal',
          foundedOn: String(form['foundedOn']),
          approval,
          covers: String(subject['code']),
          ...(typeof term === 'string' ? { termEndsOn: term } : {}),
        },
      ],
    },
  })
  await move(act, 'foundParty', 'settle')
}

/** Party organizations have no public code: the key here says by which case it was founded. */
function partyKey(caseId: string): string {
  return `DZZ-${caseId.slice(0, 8).toUpperCase()}`
}

async function join(act: Act): Promise<void> {
  const { tx, desk, file, form } = act
  const host = await getHost(act)
  await keepApproval(act)
  const code = String(file.subject['code'])
  await stateRows(tx, desk, {
    origin: 'case',
    title: `加入${host.name} / joining：${String(file.subject['name'])}`,
    asOf: String(form['approvedOn']),
    rows: { partyOrganizations: [{ id: host.key, covers: [...new Set([...host.codes, code])].join(';') }] },
  })
  await move(act, 'joinParty', 'settle')
}
