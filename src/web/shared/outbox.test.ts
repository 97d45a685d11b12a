import { beforeEach, describe, expect, test } from 'vitest'
import { openOutbox, type Outbox } from './outbox.ts'
import type { SealedStore, Typed } from './sealed-store.ts'
import type { DraftFields } from '../../domain/draft.ts'

const REASON = { zh: '断网', en: 'no network' }

let server: Record<string, DraftFields>
let network: 'up' | 'down' | 'refuses'
let timers: { run: () => void; ms: number; off: boolean }[]
let copies: readonly Typed[]
let now: number

function aStore(left: readonly Typed[] = []): SealedStore {
  return {
    keep: (items) => {
      copies = items
      return Promise.resolve()
    },
    recover: () => Promise.resolve([...left]),
  }
}

function anOutbox(): Outbox {
  return openOutbox({
    send: async (draft, fields) => {
      await Promise.resolve()
      if (network !== 'up') throw new Error(network)
      server[draft] = { ...server[draft], ...fields }
    },
    reasonOf: () => ({ text: REASON, isFinal: network === 'refuses' }),
    now: () => (now += 1),
    later: (run, ms) => {
      const timer = { run, ms, off: false }
      timers.push(timer)
      return () => (timer.off = true)
    },
  })
}

beforeEach(() => {
  server = {}
  network = 'up'
  timers = []
  copies = []
  now = 0
})

const staff = (value: number) => ({ draft: 'return.1', field: 'staff', label: '从业人员', value })

describe('what is typed', () => {
  test('waits a moment, is sent, and then is no longer unsent', async () => {
    const outbox = anOutbox()
    await outbox.attach(aStore())
    outbox.put(staff(8))
    expect(outbox.list()).toMatchObject([{ state: 'waiting', value: 8 }])
    expect(copies).toHaveLength(1)
    expect(await outbox.send()).toBe(true)
    expect(server).toEqual({ 'return.1': { staff: 8 } })
    expect([outbox.list(), copies, outbox.taken('return.1')]).toEqual([[], [], { staff: 8 }])
  })

  test('stays through a lost network, is tried again ever more slowly, and goes when the network is back', async () => {
    const outbox = anOutbox()
    network = 'down'
    outbox.put(staff(8))
    const waits: number[] = []
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await outbox.send()).toBe(false)
      waits.push(timers.at(-1)?.ms ?? 0)
    }
    expect(outbox.list()).toMatchObject([{ state: 'failed', tries: 8, reason: REASON }])
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBe(30_000)
    network = 'up'
    expect(await outbox.send()).toBe(true)
    expect(server).toEqual({ 'return.1': { staff: 8 } })
  })

  test('anew while the first is under way is sent again, and the later one stays', async () => {
    const outbox = anOutbox()
    outbox.put(staff(8))
    const first = outbox.send()
    await Promise.resolve()
    outbox.put(staff(9))
    await first
    expect(outbox.list()).toMatchObject([{ value: 9, state: 'waiting' }])
    await outbox.send()
    expect(server).toEqual({ 'return.1': { staff: 9 } })
  })

  test('and refused is not tried again by itself, but is kept with its reason until it is mended or dropped', async () => {
    const outbox = anOutbox()
    network = 'refuses'
    outbox.put(staff(8))
    await outbox.send()
    expect(outbox.list()).toMatchObject([{ state: 'refused', reason: REASON }])
    expect(timers.filter((timer) => !timer.off && timer.ms > 600)).toEqual([])
    outbox.drop('return.1', 'staff')
    expect(outbox.list()).toEqual([])
  })

  test('and left behind by a reload is taken up and sent', async () => {
    const outbox = anOutbox()
    await outbox.attach(aStore([{ ...staff(8), at: 0 }]))
    expect(server).toEqual({ 'return.1': { staff: 8 } })
    expect(outbox.list()).toEqual([])
  })

  test('is forgotten whole at sign-out, with what the store would have sent', async () => {
    const outbox = anOutbox()
    await outbox.attach(aStore())
    network = 'down'
    outbox.put(staff(8))
    await outbox.send()
    outbox.forget()
    expect([outbox.list(), outbox.taken('return.1'), outbox.isKept()]).toEqual([[], {}, false])
    expect(timers.filter((timer) => !timer.off)).toEqual([])
  })
})
