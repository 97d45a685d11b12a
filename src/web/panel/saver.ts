import type { ExpertScore, ExpertScores } from '../../domain/score.ts'
import type { UnsentState } from '../shared/outbox.ts'

/** What the saver needs of the world around it. */
export type SaverParts = {
  /** Keeps some scores on the version that was seen; gives the version that then stands. */
  readonly send: (scores: ExpertScores, seen: number, key: string) => Promise<number>
  readonly newKey: () => string
  /** Whether the same, sent again, may be taken. */
  readonly isPassing: (error: unknown) => boolean
  /** Runs something after some milliseconds; the reply calls it off. */
  readonly later: (run: () => void, ms: number) => () => void
}

export type Kept = {
  readonly scores: ExpertScores
  readonly version: number
  readonly states: Readonly<Record<string, UnsentState | 'saved'>>
  /** What the server would not take; null where all is well or on its way. */
  readonly error: unknown
}

export type Saver = {
  readonly kept: () => Kept
  readonly watch: (tell: () => void) => () => void
  readonly put: (id: string, score: ExpertScore) => void
  /** Sends what is unsent; says whether all of it was taken. */
  readonly settle: () => Promise<boolean>
}

const PAUSE = 600
const LONGEST = 30_000

type Packet = { readonly scores: ExpertScores; readonly seen: number; readonly key: string }
type Desk = {
  readonly parts: SaverParts
  readonly watchers: Set<() => void>
  kept: Kept
  /** Under way, or lost on the way: sent again with the same key, so that it is kept once. */
  packet: Packet | undefined
  tries: number
  callOff: () => void
  line: Promise<void>
}

/** Saves the points of one seat as they are typed: one packet after the other, each on the version before it. */
export function openSaver(parts: SaverParts, begin: Pick<Kept, 'scores' | 'version'>): Saver {
  const desk: Desk = {
    parts,
    watchers: new Set(),
    kept: { ...begin, states: {}, error: null },
    packet: undefined,
    tries: 0,
    callOff: () => {},
    line: Promise.resolve(),
  }
  return {
    kept: () => desk.kept,
    watch: (tell) => {
      desk.watchers.add(tell)
      return () => desk.watchers.delete(tell)
    },
    put: (id, score) => {
      const { scores, states } = desk.kept
      turnTo(desk, { scores: { ...scores, [id]: score }, states: { ...states, [id]: 'waiting' } })
      plan(desk, PAUSE)
    },
    settle: async () => {
      await flush(desk)
      return unsentIn(desk.kept).length === 0
    },
  }
}

function turnTo(desk: Desk, change: Partial<Kept>): void {
  desk.kept = { ...desk.kept, ...change }
  for (const tell of desk.watchers) tell()
}

function plan(desk: Desk, ms: number): void {
  desk.callOff()
  desk.callOff = desk.parts.later(() => void flush(desk), ms)
}

function unsentIn({ states }: Kept): string[] {
  return Object.keys(states).filter((id) => states[id] !== 'saved')
}

function flush(desk: Desk): Promise<void> {
  desk.callOff()
  desk.line = desk.line.then(() => sendAll(desk))
  return desk.line
}

async function sendAll(desk: Desk): Promise<void> {
  while (desk.packet !== undefined || unsentIn(desk.kept).length > 0) {
    const { scores, version } = desk.kept
    const unsent = unsentIn(desk.kept).flatMap((id) => (scores[id] === undefined ? [] : [[id, scores[id]] as const]))
    desk.packet ??= { scores: Object.fromEntries(unsent), seen: version, key: desk.parts.newKey() }
    if (!(await isTaken(desk, desk.packet))) return
  }
}

async function isTaken(desk: Desk, packet: Packet): Promise<boolean> {
  try {
    const version = await desk.parts.send(packet.scores, packet.seen, packet.key)
    const { scores, states } = desk.kept
    const saved = Object.keys(packet.scores).filter((id) => scores[id] === packet.scores[id])
    desk.packet = undefined
    desk.tries = 0
    turnTo(desk, {
      version,
      error: null,
      states: { ...states, ...Object.fromEntries(saved.map((id) => [id, 'saved'] as const)) },
    })
    return true
  } catch (error) {
    const isPassing = desk.parts.isPassing(error)
    const word = isPassing ? ('failed' as const) : ('refused' as const)
    const marked = Object.fromEntries(Object.keys(packet.scores).map((id) => [id, word] as const))
    if (!isPassing) desk.packet = undefined
    desk.tries += 1
    turnTo(desk, { states: { ...desk.kept.states, ...marked }, error: isPassing ? null : error })
    if (isPassing) plan(desk, Math.min(LONGEST, PAUSE * 2 ** desk.tries))
    return false
  }
}
