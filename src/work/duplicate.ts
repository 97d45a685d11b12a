import { randomUUID } from 'node:crypto'
import { addDays } from '../domain/day.ts'
import {
  duplicateJudgement,
  groundsOf,
  isAnswered,
  profileOf,
  type DuplicateProfile,
  type Judgement,
  type Sign,
} from '../domain/duplicate.ts'
import { normalCode } from '../domain/identifier.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { SHEETS } from '../domain/sheet.ts'
import type { Tx } from '../store/connection.ts'
import {
  createNotSame,
  findNotSame,
  listCandidatePairs,
  listCandidates,
  listNotSame,
  listPlacesBeforeNames,
  listThings,
  listWritten,
  soundOf,
  withdrawNotSame,
  type Candidate,
  type NotSame,
} from '../store/duplicate.ts'
import { findEntryHead } from '../store/entry.ts'
import { listExportRows, type ExportRow } from '../store/export.ts'
import { findOrganizationId } from '../store/record.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { chunksOf } from './import-run.ts'

export type DuplicateOf = {
  readonly code: string
  readonly name: string
  readonly formerNames: readonly string[]
  readonly kind: string
  readonly address: string | null
  readonly registeredOn: string | null
  readonly endedOn: string | null
}

export type DuplicatePair = {
  readonly one: DuplicateOf
  readonly other: DuplicateOf
  readonly signs: readonly Sign[]
  readonly against: readonly Sign[]
  /** Whether the actor writes both, and so may say what they are. */
  readonly mayDecide: boolean
}

export type DuplicatePage = {
  readonly total: number
  readonly pairs: readonly DuplicatePair[]
  readonly next: string | null
}

const PER_PAGE = 25

type Profile = Candidate & DuplicateProfile
type Found = { readonly one: Profile; readonly other: Profile; readonly judgement: Judgement }

/** Pairs of records that may be one organization, both of which the actor sees, by name; those answered are left out. */
export function listDuplicates(
  desk: Desk,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined },
): Promise<DuplicatePage> {
  return reading(desk, async (tx) => {
    const found = await findDuplicates(tx)
    const keys = found.map(placeOf)
    const after = page.after === undefined ? '' : Buffer.from(page.after, 'base64url').toString('utf8')
    const start = keys.filter((key) => key <= after).length
    const end = start + (page.limit ?? PER_PAGE)
    const shown = found.slice(start, end)
    const written = await listWritten(
      tx,
      shown.flatMap(({ one, other }) => [one.id, other.id]),
    )
    const last = keys[end - 1]
    return {
      total: found.length,
      pairs: shown.map(({ one, other, judgement }) => ({
        one: shownSide(one),
        other: shownSide(other),
        ...judgement,
        mayDecide: written.has(one.id) && written.has(other.id),
      })),
      next: end < found.length && last !== undefined ? Buffer.from(last).toString('base64url') : null,
    }
  })
}

/** Where a pair stands in the list: by the pinyin of its first name. */
function placeOf({ one, other }: Found): string {
  return `${one.sortKey}\n${one.code}\n${other.sortKey}\n${other.code}`
}

async function findDuplicates(tx: Tx): Promise<Found[]> {
  const pairs = await listCandidatePairs(tx)
  const profiles = await profilesOf(tx, [...new Set(pairs.flat())])
  const answers = new Map((await listNotSame(tx)).map((one) => [`${one.firstId} ${one.secondId}`, one.grounds]))
  const found: Found[] = []
  for (const chunk of chunksOf(pairs, AT_ONCE)) {
    for (const [first, second] of chunk) {
      const one = judged(profiles.get(first), profiles.get(second), answers.get(`${first} ${second}`))
      if (one !== undefined) found.push(one)
    }
    await turn()
  }
  const keyed = found.map((one) => ({ key: placeOf(one), one }))
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one)
}

/** Pairs that are judged before others are served. */
const AT_ONCE = 5_000

/** Lets others be served: a city has many pairs. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A pair that is proposed, in the order of its names; not where the answer that was given holds. */
function judged(
  left: Profile | undefined,
  right: Profile | undefined,
  answer: readonly string[] | undefined,
): Found | undefined {
  if (left === undefined || right === undefined) return undefined
  const judgement = duplicateJudgement(left, right)
  if (judgement === undefined) return undefined
  if (answer !== undefined && isAnswered(groundsOf(left, right, judgement.signs), answer)) return undefined
  const isInOrder = left.sortKey < right.sortKey || (left.sortKey === right.sortKey && left.code < right.code)
  return { ...(isInOrder ? { one: left, other: right } : { one: right, other: left }), judgement }
}

async function profilesOf(tx: Tx, ids: readonly number[]): Promise<Map<number, Profile>> {
  const places = await listPlacesBeforeNames(tx)
  const sides = await listCandidates(tx, ids)
  const profiles = new Map<number, Profile>()
  for (const chunk of chunksOf([...sides.values()], AT_ONCE)) {
    for (const side of chunk) profiles.set(side.id, withProfile(side, places))
    await turn()
  }
  return profiles
}

function withProfile(side: Candidate, places: readonly string[]): Profile {
  const profile = profileOf(side, places)
  const { core } = profile.parts
  return { ...side, ...profile, sounds: { [core]: soundOf(core) } }
}

function shownSide({ code, name, formerNames, kind, address, registeredOn, endedOn }: Candidate): DuplicateOf {
  return { code, name, formerNames, kind, address, registeredOn, endedOn }
}

export type Comparison = {
  readonly one: Named
  readonly other: Named
  readonly fields: readonly {
    readonly key: string
    readonly one: Cell
    readonly other: Cell
    readonly differs: boolean
  }[]
  /** What belongs to each: relations, cases, documents, visits, census returns. */
  readonly things: readonly { readonly what: string; readonly one: number; readonly other: number }[]
  readonly signs: readonly Sign[]
  readonly against: readonly Sign[]
  readonly answer: AnswerView | null
  readonly mayDecide: boolean
}

type Named = { readonly code: string; readonly name: string }
type Cell = string | number | boolean | null

/** Two records beside each other, field by field, with what belongs to each. One that is not seen is not found. */
export function compareRecords(
  desk: Desk,
  asked: { readonly one?: string | undefined; readonly other?: string | undefined },
): Promise<Comparison> {
  return reading(desk, async (tx, clock) => {
    const pair = await getPair(tx, demandCode(asked.one, 'one'), demandCode(asked.other, 'other'))
    const { left, right, judgement } = pair
    const [leftRow, rightRow] = [await rowOf(tx, clock, left), await rowOf(tx, clock, right)]
    const counts = await listThings(tx, [left.id, right.id])
    const countOf = (id: number, what: string) =>
      counts.find((each) => each.id === id && each.what === what)?.count ?? 0
    const answer = await answerOf(tx, pair)
    return {
      one: named(left),
      other: named(right),
      fields: SHEETS.organizations.columns.map(({ key }) => {
        const [one, other] = [cellOf(leftRow, key), cellOf(rightRow, key)]
        return { key, one, other, differs: one !== other }
      }),
      things: [...new Set(counts.map(({ what }) => what))].map((what) => ({
        what,
        one: countOf(left.id, what),
        other: countOf(right.id, what),
      })),
      signs: judgement?.signs ?? [],
      against: judgement?.against ?? [],
      answer: answer === undefined ? null : shownAnswer(answer, [left, right]),
      mayDecide: (await listWritten(tx, [left.id, right.id])).size === 2,
    }
  })
}

function demandCode(code: string | undefined, name: string): string {
  if (code === undefined) throw new Refusal('BAD_REQUEST', { detail: name, pointer: `/query/${name}` })
  return code
}

function named({ code, name }: Named): Named {
  return { code, name }
}

function cellOf(row: ExportRow, key: string): Cell {
  const value = row[key] ?? null
  return typeof value === 'object' ? null : value
}

/** What a record says today, or on the last or first of its days. */
export async function rowOf(tx: Tx, clock: Clock, { code }: { readonly code: string }): Promise<ExportRow> {
  const head = await findEntryHead(tx, code)
  const { from, to } = { from: head?.from ?? clock.today, to: head?.to ?? null }
  const last = to !== null && to <= clock.today ? addDays(to, -1) : clock.today
  const asOf = last < from ? from : last
  const [row = {}] = await listExportRows(tx, 'organizations', { asOf, knownAt: 'now' }, [code])
  return row
}

export type PairOfRecords = {
  readonly left: Profile
  readonly right: Profile
  readonly judgement: Judgement | undefined
}

/** Two different records that the actor sees and of which something is on record. */
export async function getPair(tx: Tx, one: string, other: string): Promise<PairOfRecords> {
  const [first, second] = [normalCode(one), normalCode(other)]
  if (first === second) throw new Refusal('DUPLICATE_ONE', { code: first })
  const [left, right] = [await getProfile(tx, first), await getProfile(tx, second)]
  return { left, right, judgement: duplicateJudgement(left, right) }
}

async function getProfile(tx: Tx, code: string): Promise<Profile> {
  const id = await findOrganizationId(tx, code)
  const profile = id === undefined ? undefined : (await profilesOf(tx, [id])).get(id)
  if (profile === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code })
  return profile
}

async function answerOf(tx: Tx, { left, right }: PairOfRecords): Promise<NotSame | undefined> {
  const [first, second] = [Math.min(left.id, right.id), Math.max(left.id, right.id)]
  return (await listNotSame(tx)).find((one) => one.firstId === first && one.secondId === second)
}

/** Both records are the actor's to write: only then does she say what they are. */
export async function demandBothWritten(tx: Tx, { left, right }: PairOfRecords): Promise<void> {
  const written = await listWritten(tx, [left.id, right.id])
  const missing = [left, right].find((side) => !written.has(side.id))
  if (missing !== undefined) throw new Refusal('DUPLICATE_NOT_YOURS', { code: missing.code })
}

export type AnswerView = {
  readonly id: string
  readonly one: Named
  readonly other: Named
  readonly reason: string
  readonly by: Text
  readonly at: string
}

function shownAnswer({ id, reason, by, at }: NotSame, [one, other]: readonly [Named, Named]): AnswerView {
  return { id, one: named(one), other: named(other), reason, by, at }
}

/** The answers that hold, the latest first: who said it, when and why. */
export function listAnswers(desk: Desk): Promise<{ readonly answers: readonly AnswerView[] }> {
  return reading(desk, async (tx) => {
    const answers = await listNotSame(tx)
    const sides = await listCandidates(
      tx,
      answers.flatMap(({ firstId, secondId }) => [firstId, secondId]),
    )
    return {
      answers: answers.flatMap((answer) => {
        const [one, other] = [sides.get(answer.firstId), sides.get(answer.secondId)]
        return one === undefined || other === undefined ? [] : [shownAnswer(answer, [one, other])]
      }),
    }
  })
}

export type NotSameGiven = { readonly one: string; readonly other: string; readonly reason: string }

/** Keeps that two are not the same. They come up again only by a sign that rests on something else than today. */
export function answerNotSame(desk: Desk, given: NotSameGiven): Promise<{ readonly id: string }> {
  return writing(desk, 'duplicate.notSame', given, async (tx) => {
    const pair = await getPair(tx, given.one, given.other)
    await demandBothWritten(tx, pair)
    const { left, right, judgement } = pair
    const reason = demandReason(given.reason)
    const id = randomUUID()
    await createNotSame(tx, {
      id,
      firstId: Math.min(left.id, right.id),
      secondId: Math.max(left.id, right.id),
      grounds: groundsOf(left, right, judgement?.signs ?? []),
      reason,
    })
    const subject = `organizations ${left.code} ${right.code}`
    return { reply: { id }, subject, why: reason, facts: { signs: judgement?.signs ?? [] } }
  })
}

export function demandReason(text: string): string {
  const reason = text.trim()
  if (reason === '') throw new Refusal('DUPLICATE_REASON', { pointer: '/body/reason' })
  return reason
}

/** Takes an answer back: the pair is proposed again. */
export function takeBackNotSame(desk: Desk, id: string): Promise<{ readonly id: string }> {
  return writing(desk, 'duplicate.notSame.undo', [id], async (tx) => {
    const answer = await findNotSame(tx, id)
    if (answer === undefined) throw new Refusal('NOT_FOUND', { what: '“不是同一家”的答复 / answer', id })
    if (!(await withdrawNotSame(tx, id))) throw new Refusal('NOT_ALLOWED', { act: 'duplicate.notSame.undo' })
    return { reply: { id }, subject: `answer ${id}` }
  })
}
