import { randomUUID } from 'node:crypto'
import { CALLS_FOR, PARTY_CASE_KINDS, SETTLED_BY, type PartyCaseKind } from '../domain/pass-follow-up.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { LEVELS } from '../domain/party-organization.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  findCase,
  getDeskAbove,
  getOrganizationDesk,
  isOwnOrganization,
  listCasesById,
  listServedParties,
  type CaseFile,
  type CaseParty,
} from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { recordJudgement } from '../store/outcome.ts'
import { findScope } from '../store/question.ts'
import {
  findPartyOrganization,
  listFamily,
  listIdsOfKinds,
  listJointBranches,
  listOpenOfKinds,
  listWithOpen,
  type JointBranch,
} from '../store/registration.ts'
import { rowOf, type CaseRow } from './case.ts'
import { appendAction, getCaseTime, openCases, type Opening } from './case-open.ts'
import { reading, takingPart, type Clock, type Desk } from './desk.ts'
import { judgePartyCase } from './party-effects.ts'
import { moveFollowUps } from './pass-follow-up.ts'
import { getPolicy } from './policy.ts'
import { findRegister } from './registration-judge.ts'

export type PartyStart = {
  readonly kind: PartyCaseKind
  readonly level?: string | undefined
  readonly partyName?: string | undefined
  readonly title?: string | undefined
  /** The key of the joint Party organization to be joined. */
  readonly host?: string | undefined
  readonly note?: string | undefined
}

type About = {
  readonly origin: CaseFile
  readonly organizationId: number
  readonly code: string
  readonly name: string
}

/** Opens the Party-side case that another case calls for; the task that called for it is under way from now on. */
export function startPartyCase(desk: Desk, id: string, start: PartyStart): Promise<{ id: string }> {
  return takingPart(desk, 'party.start', [id, start], async (tx, clock) => {
    const about = await demandAbout(tx, id)
    await demandNoOther(tx, about, start.kind)
    const opening = await OPENINGS[start.kind](tx, desk, clock, { about, start })
    const time = await getCaseTime(tx, desk, clock)
    await openCases(tx, time, clock.today, [opening])
    const caseId = opening.id ?? ''
    if (start.kind !== 'sendOfficer') {
      await recordJudgement(tx, caseId, 1, await judgePartyCase({ tx, desk, clock }, opening))
    }
    await moveFollowUps({ tx, clock, time }, about.organizationId, { action: 'begin', tasks: SETTLED_BY[start.kind] })
    return { reply: { id: caseId }, subject: `case ${caseId}`, facts: { kind: start.kind, origin: id } }
  })
}

async function demandAbout(tx: Tx, id: string): Promise<About> {
  const origin = await findCase(tx, id)
  if (origin === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
  const { organizationId, subject } = origin
  const { code, name } = subject
  if (organizationId === null || typeof code !== 'string') {
    throw unfit(
      '这家组织还没有登记，发证后再启动。',
      'the organization is not registered yet; begin after the certificate.',
    )
  }
  return { origin, organizationId, code, name: typeof name === 'string' ? name : code }
}

function unfit(zh: string, en: string): Refusal {
  return new Refusal('PARTY_CASE_ABOUT', { zh, en })
}

async function demandNoOther(tx: Tx, { organizationId }: About, kind: PartyCaseKind): Promise<void> {
  if ((await listOpenOfKinds(tx, organizationId, [kind])).length === 0) return
  const { name } = getCaseDefinition(kind)
  throw new Refusal('PARTY_CASE_OPEN', { kind: name.zh, kindEn: name.en })
}

type Asked = { readonly about: About; readonly start: PartyStart }
type Open = (tx: Tx, desk: Desk, clock: Clock, asked: Asked) => Promise<Opening>

const OPENINGS: Readonly<Record<PartyCaseKind, Open>> = {
  foundParty: founding,
  joinParty: joining,
  sendOfficer: sending,
}

async function founding(tx: Tx, desk: Desk, clock: Clock, { about: of, start }: Asked): Promise<Opening> {
  const level = LEVELS.find((one) => one === start.level)
  const partyName = start.partyName?.trim() ?? ''
  if (level === undefined || partyName === '') throw unfit('请填写拟设层级和名称。', 'give the level and the name.')
  const policy = await getPolicy(tx, desk.packs, { day: clock.today })
  const register = await findRegister(tx, desk, of.code, policy.id)
  if (register?.standing === 'own') {
    throw unfit('这家组织已单独建立党组织。', 'the organization has a Party organization of its own.')
  }
  const form = { level, partyName, ...(start.title === undefined ? {} : { title: start.title }) }
  const opening = await openingOf(tx, of, 'foundParty', { ...form })
  return { ...opening, action: 'apply', party: 'applicant', form }
}

async function joining(tx: Tx, _desk: Desk, _clock: Clock, { about: of, start }: Asked): Promise<Opening> {
  const host = await findPartyOrganization(tx, start.host ?? '')
  if (host?.isJoint !== true || host.hostOrganization === null) {
    throw unfit('请选择一个在册的联合党组织。', 'choose a joint Party organization that is on record.')
  }
  if (host.codes.includes(of.code))
    throw unfit('这家组织已在该联合党组织中。', 'it is in that Party organization already.')
  const desk = await getOrganizationDesk(tx, host.hostOrganization)
  const opening = await openingOf(tx, of, 'joinParty', { host: host.key, hostName: host.name })
  const party: CaseParty = { scope: desk.scope, name: `${host.name}（${desk.name}）`, body: desk.key }
  const form = start.note === undefined ? {} : { note: start.note }
  return { ...opening, parties: { ...opening.parties, host: party }, action: 'ask', party: 'applicant', form }
}

async function sending(tx: Tx, _desk: Desk, _clock: Clock, { about: of, start }: Asked): Promise<Opening> {
  const opening = await openingOf(tx, of, 'sendOfficer', {})
  const { committee } = opening.parties
  const parties = committee === undefined ? {} : { body: committee }
  return {
    ...opening,
    parties,
    action: 'ask',
    party: 'body',
    form: start.note === undefined ? {} : { note: start.note },
  }
}

/** Who takes part: the organization for itself or its body for it, the committee of the body, and the level above. */
async function openingOf(tx: Tx, of: About, kind: PartyCaseKind, more: Opening['subject']): Promise<Opening> {
  const { organizationId, code, name, origin } = of
  const body = await getOrganizationDesk(tx, organizationId)
  if (body.isGap) {
    throw unfit('这家组织还没有责任主体，请先明确。', 'no body answers for the organization yet; settle that first.')
  }
  const committee: CaseParty = { scope: body.scope, name: body.name, body: body.key, follows: true }
  const isOwn = await isOwnOrganization(tx, organizationId)
  if (!isOwn && (await listServedParties(tx, { committee })).length === 0) {
    throw new Refusal('BODY_NOT_YOURS', { body: body.name })
  }
  const above = await getDeskAbove(tx, body.key)
  return {
    id: randomUUID(),
    kind,
    organizationId,
    organizationScope: (await findScope(tx, organizationId)) ?? null,
    subject: { code, name, ...more, origin: origin.id },
    parties: {
      applicant: isOwn ? { organizationId, name } : committee,
      committee,
      superior: { scope: above.scope, name: above.name, body: above.key },
    },
    action: 'apply',
    party: 'applicant',
  }
}

export type Related = {
  /** The case from which this one came, and those that came from it, the oldest first. */
  readonly cases: readonly (CaseRow & { readonly task: string | null; readonly origin: string | null })[]
  /** The Party-side cases that the caller can begin from here. */
  readonly startable: readonly PartyCaseKind[]
  /** Joint Party organizations with room, near the organization. */
  readonly hosts: readonly Pick<JointBranch, 'key' | 'name'>[]
}

/** What belongs to a case: its follow-ups and the Party-side cases, each linked both ways. */
export function listRelated(desk: Desk, id: string): Promise<Related> {
  return reading(desk, async (tx, clock) => {
    const file = await findCase(tx, id)
    if (file === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
    const ids = [...(await listFamily(tx, id)), ...(await listOfGrade(tx, file))].filter((one) => one !== id)
    const files = await listCasesById(tx, ids)
    const cases = files
      .toSorted((a, b) => a.openedOn.localeCompare(b.openedOn) || a.id.localeCompare(b.id))
      .map((one) => ({ ...rowOf(one, clock.today), task: wordOf(one, 'task'), origin: wordOf(one, 'origin') }))
    const startable = await startableFrom(tx, file)
    const { parameters } = await getPolicy(tx, desk.packs, { day: clock.today })
    const hosts = startable.includes('joinParty')
      ? await listJointBranches(
          tx,
          Math.floor(((await findScope(tx, file.organizationId ?? 0)) ?? 0) / 64),
          parameters.jointMaxUnits,
        )
      : []
    return { cases, startable, hosts: hosts.map(({ key, name }) => ({ key, name })) }
  })
}

/** Evaluations and demotions of one organization belong together: they are about its grade. */
async function listOfGrade(tx: Tx, { kind, organizationId }: CaseFile): Promise<string[]> {
  if (organizationId === null || !GRADE_KINDS.includes(kind)) return []
  return listIdsOfKinds(tx, organizationId, GRADE_KINDS)
}

const GRADE_KINDS: readonly string[] = ['evaluation', 'demotion']

function wordOf({ subject }: CaseFile, key: string): string | null {
  const value = subject[key]
  return typeof value === 'string' ? value : null
}

const STARTS_FROM: readonly string[] = ['registration', 'annualReport', 'evaluation', 'passFollowUp']
const PARTY_KINDS: readonly string[] = PARTY_CASE_KINDS

async function startableFrom(tx: Tx, file: CaseFile): Promise<PartyCaseKind[]> {
  const { organizationId, kind, subject, state } = file
  if (organizationId === null || !STARTS_FROM.includes(kind)) return []
  if (kind === 'passFollowUp' && !['open', 'resting'].includes(state)) return []
  if (kind === 'registration' && !['finished', 'changed'].includes(state)) return []
  const body = await getOrganizationDesk(tx, organizationId)
  if (body.isGap) return []
  const isServed = (await listServedParties(tx, { body: { scope: body.scope, name: body.name } })).length > 0
  if (!isServed && !(await isOwnOrganization(tx, organizationId))) return []
  const open = await listOpenOfKinds(tx, organizationId, PARTY_KINDS)
  const called = kind === 'passFollowUp' ? (CALLS_FOR[wordAsTask(subject['task'])] ?? []) : PARTY_CASE_KINDS
  return called.filter((one) => !open.some((each) => each.kind === one) && (isServed || one === 'foundParty'))
}

function wordAsTask(task: unknown): keyof typeof CALLS_FOR {
  return Object.hasOwn(CALLS_FOR, String(task)) ? (task as keyof typeof CALLS_FOR) : 'assignBody'
}

/** Requests for an officer that an assignment has answered: closed, with the task that called for them. */
export async function settleSentOfficers(
  tx: Tx,
  desk: Desk,
  clock: Clock,
  organizations: readonly { readonly id: number }[],
): Promise<void> {
  const time = await getCaseTime(tx, desk, clock)
  const ids = organizations.map((one) => one.id)
  for (const organizationId of await listWithOpen(tx, ids, ['sendOfficer', 'passFollowUp'])) {
    await moveFollowUps({ tx, clock, time }, organizationId, { action: 'settle', tasks: SETTLED_BY.sendOfficer })
    const open = await listOpenOfKinds(tx, organizationId, ['sendOfficer'])
    for (const file of await listCasesById(
      tx,
      open.map(({ id }) => id),
    )) {
      if ((await listServedParties(tx, file.parties)).length === 0) continue
      await appendAction(tx, time, file, { action: 'settle', party: 'body', day: clock.today, form: {} })
    }
  }
}
