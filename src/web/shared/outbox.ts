import type { DraftFields } from '../../domain/draft.ts'
import type { Text } from '../../domain/refusal.ts'
import type { SealedStore, Typed } from './sealed-store.ts'

export type UnsentState =
  /** Will be sent in a moment. */
  | 'waiting'
  /** Was not taken; will be tried again by itself. */
  | 'failed'
  /** The server said no: trying again alone will not help. */
  | 'refused'

export type Unsent = Typed & { readonly state: UnsentState; readonly tries: number; readonly reason: Text | null }

/** What the outbox needs of the world around it. */
export type OutboxParts = {
  readonly send: (draft: string, fields: DraftFields) => Promise<unknown>
  readonly reasonOf: (error: unknown) => { readonly text: Text; readonly isFinal: boolean }
  readonly now: () => number
  /** Runs something after some milliseconds; the reply calls it off. */
  readonly later: (run: () => void, ms: number) => () => void
}

export type Outbox = {
  readonly list: () => readonly Unsent[]
  readonly watch: (tell: () => void) => () => void
  readonly put: (typed: Omit<Typed, 'at'>) => void
  /** Tries now whatever is unsent, or one draft of it; says whether all of it has gone. */
  readonly send: (draft?: string) => Promise<boolean>
  /** What of a draft the server has taken since the page was opened. */
  readonly taken: (draft: string) => DraftFields
  readonly drop: (draft: string, field?: string) => void
  /** Keeps copies in a store from now on, and takes up what the store holds. */
  readonly attach: (store: SealedStore | undefined) => Promise<void>
  readonly isKept: () => boolean
  /** Forgets everything at once: whoever typed it has left. */
  readonly forget: () => void
}

const NOTHING: DraftFields = {}
const PAUSE = 600
const LONGEST = 30_000

type Box = {
  readonly parts: OutboxParts
  readonly watchers: Set<() => void>
  items: readonly Unsent[]
  taken: Readonly<Record<string, DraftFields>>
  store: SealedStore | undefined
  callOff: () => void
  underWay: Promise<void>
  /** Goes up when everything is forgotten: an answer to what was sent before then changes nothing. */
  age: number
}

/** Fields under way to the server, each with its own state. One list for all pages; sent again until it is taken. */
export function openOutbox(parts: OutboxParts): Outbox {
  const box: Box = {
    parts,
    watchers: new Set(),
    items: [],
    taken: {},
    store: undefined,
    callOff: () => {},
    underWay: Promise.resolve(),
    age: 0,
  }
  return {
    list: () => box.items,
    watch: (tell) => {
      box.watchers.add(tell)
      return () => box.watchers.delete(tell)
    },
    put: (typed) => {
      const fresh: Unsent = { ...typed, at: parts.now(), state: 'waiting', tries: 0, reason: null }
      turnTo(box, [...box.items.filter((one) => !isSame(one, fresh)), fresh])
      planNext(box, PAUSE)
    },
    send: (only) => sendAll(box, only),
    taken: (draft) => box.taken[draft] ?? NOTHING,
    drop: (draft, field) => {
      if (field === undefined) box.taken = { ...box.taken, [draft]: NOTHING }
      turnTo(
        box,
        box.items.filter((one) => one.draft !== draft || (field !== undefined && one.field !== field)),
      )
    },
    attach: async (opened) => {
      const left = (await opened?.recover()) ?? []
      box.store = opened
      turnTo(box, merged(box.items, left))
      if (box.items.length > 0) await sendAll(box)
    },
    isKept: () => box.store !== undefined,
    forget: () => {
      box.callOff()
      Object.assign(box, { store: undefined, taken: {}, age: box.age + 1 })
      turnTo(box, [])
    },
  }
}

function turnTo(box: Box, next: readonly Unsent[]): void {
  box.items = next
  void box.store?.keep(next.map(({ draft, field, label, value, at }) => ({ draft, field, label, value, at })))
  for (const tell of box.watchers) tell()
}

function planNext(box: Box, ms: number): void {
  box.callOff()
  box.callOff = box.parts.later(() => void sendAll(box), ms)
}

async function sendAll(box: Box, only?: string): Promise<boolean> {
  box.callOff()
  const drafts = [...new Set(box.items.map((one) => one.draft))].filter((one) => only === undefined || one === only)
  box.underWay = drafts.reduce((before, draft) => before.then(() => sendDraft(box, draft)), box.underWay)
  await box.underWay
  const tries = box.items.filter((one) => one.state !== 'refused').map((one) => one.tries)
  if (tries.length > 0) planNext(box, Math.min(LONGEST, PAUSE * 2 ** Math.max(...tries)))
  return !box.items.some((one) => only === undefined || one.draft === only)
}

async function sendDraft(box: Box, draft: string): Promise<void> {
  const { age } = box
  const sent = box.items.filter((one) => one.draft === draft)
  if (sent.length === 0) return
  const fields = Object.fromEntries(sent.map(({ field, value }) => [field, value]))
  try {
    await box.parts.send(draft, fields)
    if (age !== box.age) return
    box.taken = { ...box.taken, [draft]: { ...box.taken[draft], ...fields } }
    turnTo(
      box,
      box.items.filter((one) => !sent.some((was) => isSame(was, one) && was.at === one.at)),
    )
  } catch (error) {
    if (age === box.age) turnTo(box, markFailed(box.items, sent, box.parts.reasonOf(error)))
  }
}

type Place = Pick<Typed, 'draft' | 'field'>

function isSame(one: Place, other: Place): boolean {
  return one.draft === other.draft && one.field === other.field
}

/** Marks what was sent in vain, but for fields that were typed anew meanwhile. */
function markFailed(
  items: readonly Unsent[],
  sent: readonly Unsent[],
  { text, isFinal }: { readonly text: Text; readonly isFinal: boolean },
): Unsent[] {
  return items.map((one) =>
    sent.some((was) => isSame(was, one) && was.at === one.at)
      ? { ...one, state: isFinal ? 'refused' : 'failed', tries: one.tries + 1, reason: text }
      : one,
  )
}

/** Both lists as one; of two copies of a field the later one stays. */
function merged(items: readonly Unsent[], left: readonly Typed[]): Unsent[] {
  const all = [...items, ...left.map((one): Unsent => ({ ...one, state: 'waiting', tries: 0, reason: null }))]
  return all.filter((one) => !all.some((other) => other !== one && isSame(one, other) && other.at > one.at))
}
