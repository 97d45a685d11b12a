import { reaches, type AnsweringBody } from '../domain/assignment.ts'
import { standingOfCase } from '../domain/case.ts'
import { DISPUTANTS, DISPUTE } from '../domain/conference.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { listBodiesOnRecord, listWrittenBodies, type BodyOnRecord } from '../store/body.ts'
import {
  appendActionRow,
  findBodyDesk,
  listActions,
  listCasesById,
  type CaseFile,
  type CaseParties,
  type CaseParty,
} from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listPlacesAbove } from '../store/gap.ts'
import { findConvenor, listOpenQuestions } from '../store/question.ts'
import type { Act } from './case-act.ts'
import { openCases } from './case-open.ts'
import type { Clock } from './desk.ts'
import { appendToMany } from './gap.ts'

/** The body of a key that may answer today; an ended one is refused with its successor. */
export async function demandBody(tx: Tx, key: string, today: Day): Promise<BodyOnRecord> {
  const bodies = await listBodiesOnRecord(tx)
  const body = bodies.find((one) => one.key === key)
  if (body === undefined) throw new Refusal('BODY_UNKNOWN', { id: key })
  if (body.endedOn === null || body.endedOn > today) return body
  const next = bodies.find((one) => one.key === body.successorKey)
  throw new Refusal('BODY_ENDED', {
    id: key,
    day: body.endedOn,
    successor: next === undefined ? '请选择现有的主体。' : `由“${next.name}”（${next.key}）接替，请改选它。`,
    successorEn:
      next === undefined ? 'choose one that is there.' : `“${next.name}” (${next.key}) took over, choose that one.`,
  })
}

/** A body answers for what stands at or below its seat. */
export async function demandReach(
  tx: Tx,
  body: Pick<AnsweringBody, 'placeCode' | 'name'>,
  placeId: number,
): Promise<void> {
  const places = await listPlacesAbove(tx, [placeId])
  if (reaches(body, places)) return
  throw new Refusal('BODY_ELSEWHERE', { body: body.name, place: places[0]?.name ?? '—' })
}

/** Who is of another line puts no organization into it: that is the conference's, or the body's own claim. */
export async function demandOwnLine(tx: Tx, body: Pick<BodyOnRecord, 'key' | 'name'>, placeId: number): Promise<void> {
  const written = await listWrittenBodies(tx, placeId)
  if (!written.includes(body.key)) throw new Refusal('BODY_OTHER_LINE', { body: body.name })
}

/** The party that a body's desk is. */
export async function partyOf(tx: Tx, key: string): Promise<CaseParty> {
  const desk = await findBodyDesk(tx, key)
  if (desk === undefined) throw new Refusal('BODY_UNKNOWN', { id: key })
  return { scope: desk.scope, name: desk.name, body: desk.key }
}

/** The desk that convenes where these parties disagree about an organization in a place. */
export async function convenorOf(tx: Tx, parties: readonly CaseParty[], placeId: number): Promise<CaseParty> {
  const places = [...parties.map(({ scope }) => Math.floor((scope ?? 0) / 64)), placeId].filter((place) => place > 0)
  const keys = parties.flatMap(({ body }) => (body == null ? [] : [body]))
  const found = (await findConvenor(tx, places, keys)) ?? (await findConvenor(tx, [], keys))
  return found === undefined
    ? { scope: parties[0]?.scope ?? 0, name: '—', body: null }
    : { scope: found.scope, name: found.name, body: found.key }
}

/** The open questions of some kinds about an organization, as far as the actor sees them. */
export async function openQuestions(tx: Tx, organizationId: number, kinds: readonly string[]): Promise<CaseFile[]> {
  const files = await listCasesById(tx, await listOpenQuestions(tx, [organizationId]))
  return files.filter((file) => kinds.includes(file.kind))
}

export async function demandNoQuestion(tx: Tx, organizationId: number, kinds: readonly string[]): Promise<void> {
  const [open] = await openQuestions(tx, organizationId, kinds)
  if (open === undefined) return
  const { name } = getCaseDefinition(open.kind)
  throw new Refusal('QUESTION_OPEN', { kind: name.zh, kindEn: name.en })
}

type Referral = {
  readonly organizationId: number
  readonly organizationScope: number
  readonly subject: CaseFile['subject']
  /** Who is asked: the body on record, or the owner of the gap; and the key of the body, null for a gap. */
  readonly holder: CaseParty
  readonly holderBody: string | null
  readonly parties: readonly CaseParty[]
  readonly reason: string
  /** The question that is sent; the other open ones about the organization join it. */
  readonly from: string
}

/**
 * Sends what is disputed about an organization to the joint conference: one question, with every party that asks for it.
 * Where one is open already, the parties join it.
 */
export async function referToConference({ tx, desk, clock, time }: Act, referral: Referral): Promise<void> {
  const { organizationId, organizationScope, subject, holder, reason } = referral
  const others = (await openQuestions(tx, organizationId, ['handOver', 'claim'])).filter(
    (one) => one.id !== referral.from,
  )
  const asking = [
    ...referral.parties,
    ...others.flatMap(({ parties }) => parties['claimant'] ?? parties['receiver'] ?? []),
  ]
  const [open] = await openQuestions(tx, organizationId, ['dispute'])
  if (open === undefined) {
    const convenor = await convenorOf(tx, [holder, ...asking], Math.floor(organizationScope / 64))
    const opening = {
      kind: 'dispute',
      organizationId,
      organizationScope,
      subject: { ...subject, holder: referral.holderBody, bodies: asking.map((one) => one.name) },
      parties: { convenor, holder: plain(holder), ...seated({}, asking) },
      action: 'refer',
      party: 'holder',
      form: { reason },
    }
    await openCases(tx, time, clock.today, [opening])
  } else {
    await join(tx, clock, { open, asking, time })
  }
  await appendToMany(tx, desk, clock, { files: others, action: 'merge', party: 'system', formOf: () => ({}) })
}

function plain({ scope, name, body }: CaseParty): CaseParty {
  return { ...(scope === undefined ? {} : { scope }), name, ...(body === undefined ? {} : { body }) }
}

type Joining = { readonly open: CaseFile; readonly asking: readonly CaseParty[]; readonly time: Act['time'] }

async function join(tx: Tx, clock: Clock, { open, asking, time }: Joining): Promise<void> {
  const present = Object.values(open.parties).map((one) => one.body)
  const fresh = asking.filter((one) => !present.includes(one.body))
  if (fresh.length === 0) return
  const parties = { ...open.parties, ...seated(open.parties, fresh) }
  const one = { action: 'join', party: 'system', day: clock.today, form: {} }
  const done = await listActions(tx, [open.id])
  const standing = standingOfCase(DISPUTE, [...done, { ...one, by: 0 }], time)
  await appendActionRow(tx, open, one, { standing, parties, subject: open.subject })
}

/** Each party on the next free seat; one body has one seat. */
function seated(taken: CaseParties, asking: readonly CaseParty[]): CaseParties {
  const free = DISPUTANTS.filter((seat) => taken[seat] === undefined)
  const distinct = [...new Map(asking.map((one) => [one.body ?? one.name, one])).values()]
  if (distinct.length > free.length) throw new Refusal('CONFERENCE_FULL')
  return Object.fromEntries(distinct.map((one, index) => [free[index] ?? '', plain(one)]))
}
