import { createHmac, randomUUID } from 'node:crypto'
import { isDay, type Day } from '../domain/day.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { systemStateOf, TOKEN_PREFIX, type Permit, type SystemGrant, type SystemState } from '../domain/system.ts'
import { writesWholeInstance } from '../store/calendar.ts'
import type { Tx } from '../store/connection.ts'
import {
  addToken,
  createSystem,
  endSystem,
  findMetSystem,
  findUnknown,
  hashOfToken,
  hasSystem,
  listSystemGrants,
  listSystemRows,
  listTokenRows,
  type MetSystem,
  type NewSystem,
  type TokenMark,
} from '../store/system.ts'
import { reading, writing, type Desk } from './desk.ts'
import { linesOf } from './session.ts'
import type { Line } from '../domain/organization.ts'

/** The token as it is shown, this once; null where it was shown under another session and can only be replaced. */
export type Issued = { readonly id: string; readonly token: string | null }

type Kept = { readonly id: string; readonly hash: string }

/**
 * The token of a write: 256 bits that follow from the session and the key of the submission, so that a reply which was
 * lost is given again to the same session, while nothing but a hash is ever stored.
 */
function tokenOf({ token, key }: Desk, act: string): string {
  return TOKEN_PREFIX + createHmac('sha256', token).update(`${act} ${key}`).digest('base64url')
}

function markOf(token: string): TokenMark {
  return { hash: hashOfToken(token), hint: token.slice(TOKEN_PREFIX.length, TOKEN_PREFIX.length + 4) }
}

function issued({ id, hash }: Kept, token: string): Issued {
  return { id, token: hashOfToken(token) === hash ? token : null }
}

/** Registers another system with its grants and gives its first token. Only who answers for the whole instance may. */
export async function registerSystem(desk: Desk, wanted: Omit<NewSystem, 'id'>): Promise<Issued> {
  const act = 'system.register'
  const token = tokenOf(desk, act)
  const kept = await writing(desk, act, wanted, async (tx, clock) => {
    await demandRegistrar(tx, act)
    await demandSound(tx, wanted, clock.today)
    const id = randomUUID()
    const mark = markOf(token)
    await createSystem(tx, { ...wanted, id })
    await addToken(tx, id, mark, 0)
    const { permits, grants, expiresOn } = wanted
    return { reply: { id, hash: mark.hash }, subject: `system ${id}`, facts: { permits, grants, expiresOn } }
  })
  return issued(kept, token)
}

/** Gives a system another token; the one before goes on for some calendar days beside it. */
export async function rotateSystem(desk: Desk, id: string, overlapDays: number): Promise<Issued> {
  const act = 'system.rotate'
  const token = tokenOf(desk, act)
  const kept = await writing(desk, act, [id, overlapDays], async (tx) => {
    await demandSystem(tx, id)
    const mark = markOf(token)
    if (!(await addToken(tx, id, mark, overlapDays))) throw new Refusal('SYSTEM_ENDED')
    return { reply: { id, hash: mark.hash }, subject: `system ${id}`, facts: { overlapDays } }
  })
  return issued(kept, token)
}

/** Ends a system and all its tokens at once. */
export function revokeSystem(desk: Desk, id: string, reason: string): Promise<{ id: string }> {
  return writing(desk, 'system.revoke', [id, reason], async (tx) => {
    await demandSystem(tx, id)
    if (!(await endSystem(tx, id))) throw new Refusal('SYSTEM_ENDED')
    return { reply: { id }, subject: `system ${id}`, why: reason }
  })
}

export type SystemItem = {
  readonly id: string
  readonly name: Text
  readonly contact: string
  readonly permits: readonly Permit[]
  readonly grants: readonly {
    readonly place: string | null
    readonly placeName: string | null
    readonly lines: readonly Line[] | null
    readonly from: Day
    readonly to: Day | null
  }[]
  readonly expiresOn: Day
  readonly state: SystemState
  readonly perMinute: number | null
  readonly registeredOn: Day
  readonly revokedOn: Day | null
  readonly tokens: readonly {
    readonly hint: string
    readonly madeOn: Day
    readonly endsOn: Day | null
    readonly isGood: boolean
    readonly lastUsedOn: Day | null
  }[]
}

/** All systems, those that ended last, each with its grants and tokens; never a token itself. */
export function listSystems(desk: Desk): Promise<SystemItem[]> {
  return reading(desk, async (tx, clock) => {
    await demandRegistrar(tx, 'listSystems')
    const [systems, tokens, grants] = [await listSystemRows(tx), await listTokenRows(tx), await listSystemGrants(tx)]
    return systems.map(({ nameZh, nameEn, ...row }) => ({
      ...row,
      name: { zh: nameZh, en: nameEn },
      state: systemStateOf({ revokedAt: row.revokedOn, expiresOn: row.expiresOn }, clock.today),
      tokens: tokens.filter(({ systemId }) => systemId === row.id),
      grants: grants
        .filter(({ systemId }) => systemId === row.id)
        .map(({ lineNos, ...one }) => ({ ...one, lines: lineNos === null ? null : linesOf(lineNos) })),
    }))
  })
}

/** Whose token it is, for the door; undefined where it is nobody's any more. */
export function meetSystem(desk: Pick<Desk, 'db'>, token: string): Promise<MetSystem | undefined> {
  return findMetSystem(desk.db, token)
}

async function demandRegistrar(tx: Tx, act: string): Promise<void> {
  if (!(await writesWholeInstance(tx))) throw new Refusal('NOT_ALLOWED', { act })
}

/** Whoever may not register systems is told of none. */
async function demandSystem(tx: Tx, id: string): Promise<void> {
  if ((await writesWholeInstance(tx)) && (await hasSystem(tx, id))) return
  throw new Refusal('NOT_FOUND', { what: '外部系统 / system', id })
}

async function demandSound(tx: Tx, { expiresOn, grants }: Omit<NewSystem, 'id'>, today: Day): Promise<void> {
  if (!isDay(expiresOn) || expiresOn <= today) throw bad('expiresOn', `“${expiresOn}” → > ${today}`, '/body/expiresOn')
  for (const [index, grant] of grants.entries()) demandSpan(grant, index)
  const places = grants.flatMap(({ place }) => (place === null ? [] : [place]))
  const unknown = await findUnknown(tx, { places, lines: grants.flatMap(({ lines }) => lines ?? []) })
  const [place, line] = [unknown.places[0], unknown.lines[0]]
  if (place !== undefined)
    throw bad(
      'place',
      `“${place}”`,
      pointerOf(grants, (one) => one.place === place, 'place'),
    )
  if (line !== undefined)
    throw bad(
      'lines',
      `“${line}”`,
      pointerOf(grants, (one) => one.lines?.includes(line) === true, 'lines'),
    )
}

function demandSpan({ from, to }: SystemGrant, index: number): void {
  if (!isDay(from)) throw bad('from', `“${from}” → YYYY-MM-DD`, `/body/grants/${index}/from`)
  if (to !== null && (!isDay(to) || to < from)) throw bad('to', `“${to}” → >= ${from}`, `/body/grants/${index}/to`)
}

function pointerOf(grants: readonly SystemGrant[], has: (grant: SystemGrant) => boolean, field: string): string {
  return `/body/grants/${grants.findIndex(has)}/${field}`
}

function bad(field: string, detail: string, pointer: string): Refusal {
  return new Refusal('BAD_REQUEST', { detail: `${field} ${detail}`, pointer })
}
