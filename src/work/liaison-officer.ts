import { Refusal } from '../domain/refusal.ts'
import type { Day } from '../domain/day.ts'
import { maskedPhone, PHONE_PURPOSES } from '../domain/liaison.ts'
import { findBodyDesk, type CaseFile } from '../store/case.ts'
import { listCases } from '../store/case-list.ts'
import { recordAudit } from '../store/command.ts'
import type { Tx } from '../store/connection.ts'
import { getWritingReach, isWithin, mapKeysOnRecord } from '../store/entity.ts'
import {
  closeContacts,
  findContactPhone,
  listCareOf,
  listContacts,
  listOwnOrganizations,
  openContact,
  type CareRow,
  type Contact,
} from '../store/liaison-contact.ts'
import { createOfficers, openOfficerFacts, restateOfficer, setOfficerAccount } from '../store/liaison.ts'
import type { NamedOrganization } from '../store/record.ts'
import { demandOrganization } from './demand-organization.ts'
import { demandParticipant, reading, takingPart, writing, type Desk } from './desk.ts'
import { demandOfficer, demandOwnOfficer } from './liaison-view.ts'
import { listVisitRows, type VisitView } from './visit.ts'

export type OfficerForm = {
  readonly name: string
  readonly phone?: string | undefined
  readonly desk?: string | undefined
  readonly isMe?: boolean | undefined
}

/** Puts an officer of a body on record, from a day on. */
export function createOfficer(
  desk: Desk,
  order: OfficerForm & { readonly body: string; readonly from?: Day | undefined },
): Promise<{ id: number }> {
  return writing(desk, 'liaison.officer', order, async (tx, clock) => {
    const { body, name, phone, desk: place, isMe = false, from = clock.today } = order
    const bodyId = (await mapKeysOnRecord(tx, 'body', [body])).get(body)
    const seat = await findBodyDesk(tx, body)
    if (bodyId === undefined || seat === undefined) {
      throw new Refusal('NOT_FOUND', { what: '责任主体 / body', id: body })
    }
    if (!isWithin(await getWritingReach(tx), seat.scope)) throw new Refusal('NOT_ALLOWED', { act: 'liaison.officer' })
    const [id = 0] = await createOfficers(tx, [{ bodyId, scope: seat.scope, isMe }])
    const said = { name: name.trim(), phone: phone ?? null, desk: place ?? null, from, to: null }
    const fact = { id, scope: seat.scope, version: 1, ...said, overNote: null, overNotedOn: null }
    await openOfficerFacts(tx, [fact], null)
    return { reply: { id }, subject: `liaison officer ${id}`, facts: { body } }
  })
}

/** Corrects what is on record of an officer, on the version that was seen. */
export function correctOfficer(
  desk: Desk,
  id: string,
  order: OfficerForm & { readonly seen: number },
): Promise<{ version: number }> {
  return writing(desk, 'liaison.officer.correct', [id, order], async (tx) => {
    const officer = await demandOwnOfficer(tx, id, 'liaison.officer.correct')
    const { name, phone, desk: place, isMe, seen } = order
    if (officer.version !== seen) throw new Refusal('STALE', { now: officer.version, seen })
    const said = { name: name.trim(), phone: phone ?? officer.phone, desk: place ?? null }
    if (!(await restateOfficer(tx, officer, said, null))) throw new Refusal('STALE', { now: seen + 1, seen })
    if (isMe !== undefined) await setOfficerAccount(tx, officer.id, isMe)
    return { reply: { version: seen + 1 }, subject: `liaison officer ${officer.id}` }
  })
}

/** A telephone number in full: a read that is on record with its purpose, in counts and ids alone. */
export function readPhone(
  desk: Desk,
  id: string,
  {
    of = 'contact',
    purpose,
  }: { readonly of?: 'contact' | 'officer' | undefined; readonly purpose?: string | undefined },
): Promise<{ phone: string | null }> {
  return reading(desk, async (tx) => {
    await demandParticipant(tx, 'liaison.phone')
    const phone = of === 'officer' ? (await demandOfficer(tx, id)).phone : await contactPhone(tx, id)
    if (!PHONE_PURPOSES.some((one) => one === purpose)) {
      throw new Refusal('BAD_REQUEST', { detail: `purpose: ${PHONE_PURPOSES.join(', ')}`, pointer: '/query/purpose' })
    }
    await recordAudit(tx, { act: 'liaison.phone', subject: `liaison ${of} ${id}`, why: purpose ?? null, facts: {} })
    return { phone }
  })
}

async function contactPhone(tx: Tx, id: string): Promise<string | null> {
  const contact = /^\d{1,15}$/.test(id) ? await findContactPhone(tx, Number(id)) : undefined
  if (contact === undefined) throw new Refusal('NOT_FOUND', { what: '联系人 / contact', id })
  return contact.phone
}

export type ContactForm = {
  readonly name: string
  readonly post?: string | undefined
  readonly phone?: string | undefined
  readonly from?: Day | undefined
  /** The version that was seen; 0 where there was none. */
  readonly seen: number
}

/** Names the contact of an organization: by its body, or by the organization itself. Another day makes a new row. */
export function nameContact(desk: Desk, code: string, order: ContactForm): Promise<{ version: number }> {
  return takingPart(desk, 'liaison.contact', [code, order], async (tx, clock) => {
    const organization = await demandOrganization(tx, code)
    await demandNaming(tx, organization)
    const { from = clock.today, seen } = order
    const [now] = await listContacts(tx, organization.id)
    const version = now?.version ?? 0
    if (version !== seen) throw new Refusal('STALE', { now: version, seen })
    if (now !== undefined) await endContact(tx, organization, now, { from, today: clock.today })
    await openContact(tx, organization, { ...contactOf(order, now), from, to: null, version: version + 1 })
    return { reply: { version: version + 1 }, subject: `organization ${code}` }
  })
}

async function demandNaming(tx: Tx, { id, scope }: NamedOrganization): Promise<void> {
  const isOwn = (await listOwnOrganizations(tx)).includes(id)
  if (!isOwn && !isWithin(await getWritingReach(tx), scope))
    throw new Refusal('NOT_ALLOWED', { act: 'liaison.contact' })
}

type Ending = { readonly from: Day; readonly today: Day }

async function endContact(
  tx: Tx,
  organization: NamedOrganization,
  now: Contact,
  { from, today }: Ending,
): Promise<void> {
  if (from < now.from) throw new Refusal('LIAISON_DAY', { day: from, first: now.from, last: today })
  await closeContacts(tx, [now.id])
  if (now.from < from) await openContact(tx, organization, { ...now, to: from })
}

/** What the form says. A number that is left out stays where the person stays the same. */
function contactOf({ name, post, phone }: ContactForm, now: Contact | undefined) {
  const kept = now?.name === name.trim() ? now.phone : null
  return { name: name.trim(), post: post ?? null, phone: phone ?? kept }
}

export type ContactView = Omit<Contact, 'phone'> & { readonly phoneMasked: string | null }
export type CareView = Omit<CareRow, 'phone'> & { readonly phoneMasked: string | null }

export type LiaisonRecord = {
  readonly today: Day
  readonly contact: ContactView | null
  readonly earlier: readonly ContactView[]
  readonly care: readonly CareView[]
  readonly visits: readonly VisitView[]
  readonly followUps: readonly {
    readonly id: string
    readonly what: string
    readonly due: Day | null
    readonly version: number
    readonly isOverdue: boolean
  }[]
  /** Whether the actor may name the contact, and whether she may assign officers and log visits. */
  readonly mayName: boolean
  readonly mayWrite: boolean
}

const LAST_VISITS = 5

/** Everything of liaison about one organization: contact, officers, last visits, what they left to be done. */
export function getLiaisonRecord(desk: Desk, code: string): Promise<LiaisonRecord> {
  return reading(desk, async (tx, clock) => {
    const organization = await demandOrganization(tx, code)
    const contacts = (await listContacts(tx, organization.id)).map(maskedOf)
    const open = await listCases(
      tx,
      { box: 'open', kind: 'followUp', organizationId: organization.id },
      { after: null, limit: 50 },
    )
    const isOwn = (await listOwnOrganizations(tx)).includes(organization.id)
    const mayWrite = isWithin(await getWritingReach(tx), organization.scope)
    return {
      today: clock.today,
      contact: contacts.find((one) => one.to === null) ?? null,
      earlier: contacts.filter((one) => one.to !== null),
      care: (await listCareOf(tx, organization.id)).map(maskedOf),
      visits: await listVisitRows(tx, { organizationId: organization.id }, LAST_VISITS),
      followUps: open.map((file) => followUpOf(file, clock.today)),
      mayName: isOwn || mayWrite,
      mayWrite,
    }
  })
}

function maskedOf<T extends { readonly phone: string | null }>({ phone, ...one }: T) {
  return { ...one, phoneMasked: phone === null ? null : maskedPhone(phone) }
}

export function followUpOf({ id, subject, dueOn, version }: CaseFile, today: Day) {
  const said = subject['what']
  const what = typeof said === 'string' ? said : ''
  return { id, what, due: dueOn, version, isOverdue: dueOn !== null && dueOn < today }
}
