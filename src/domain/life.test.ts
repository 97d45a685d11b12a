import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS, type Kind } from './organization.ts'
import {
  LIFE_EVENTS,
  LIFE_RULES,
  LIFE_STATES,
  lifeFault,
  lifeStateOf,
  possibleEvents,
  statedBy,
  type LifeOrder,
  type LifeSituation,
} from './life.ts'

const NOW: LifeSituation = {
  code: 'A',
  kind: 'association',
  state: 'active',
  placeCode: '320402001',
  today: '2026-06-30',
  latest: '2026-01-01',
}
const ORDER: LifeOrder = {
  event: 'liquidate',
  day: '2026-06-01',
  reason: '会员大会决议',
  document: '常民社〔2026〕5号',
  place: null,
  successors: [],
}

describe('the life of an organization', () => {
  it.each([
    ['active', 'association', 'arrive rest liquidate revoke move leave merge split'],
    ['dormant', 'association', 'resume liquidate revoke move leave merge split'],
    ['liquidating', 'service', 'deregister revoke move merge split'],
    ['incubating', 'service', 'register deregister move'],
    ['active', 'filed', 'arrive rest liquidate deregister revoke move leave merge split'],
    ['ended', 'association', ''],
  ] as const)('%s: of a %s these can happen: %s', (state, kind, events) => {
    expect(possibleEvents(kind, state).join(' ')).toBe(events)
  })

  it('of an organization with legal personality, ends only after a liquidation, by the authority, or into others', () => {
    const ends = LIFE_EVENTS.filter((event) => LIFE_RULES[event].to === 'ended')
    expect(ends).toEqual(['register', 'deregister', 'revoke', 'leave', 'merge', 'split'])
    expect(LIFE_RULES.deregister.from).toEqual(['liquidating'])
  })

  it('comes to every state and leaves every state but the last', () => {
    for (const state of LIFE_STATES) {
      const isReached = state === 'incubating' || LIFE_EVENTS.some((event) => LIFE_RULES[event].to === state)
      const isLeft = LIFE_EVENTS.some((event) => LIFE_RULES[event].from.includes(state))
      expect([state, isReached, isLeft]).toEqual([state, true, state !== 'ended'])
    }
  })

  it.each([
    ['a day to come', { day: '2026-07-01' }, 'future'],
    ['a day before the latest event', { day: '2025-12-31' }, 'order'],
    ['what cannot happen now', { event: 'deregister' }, 'state'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['no number of a paper', { document: '' }, 'document'],
    ['a move to nowhere', { event: 'move' }, 'place'],
    ['a move to where it is', { event: 'move', place: '320402001' }, 'samePlace'],
    ['a merger into nobody', { event: 'merge' }, 'successors'],
    ['a merger into itself', { event: 'merge', successors: ['A'] }, 'self'],
    ['a merger into two', { event: 'merge', successors: ['B', 'C'] }, 'number'],
    ['a split into one', { event: 'split', successors: ['B'] }, 'number'],
    ['a split into the same twice', { event: 'split', successors: ['B', 'B'] }, 'number'],
  ] as const)('does not take %s', (_what, order, fault) => {
    expect(lifeFault({ ...ORDER, ...order }, NOW)).toBe(fault)
  })

  it.each([
    ['liquidate', { status: 'liquidating' }],
    ['rest', { status: 'dormant' }],
    ['resume', { status: 'active' }],
    ['register', { endedOn: '2026-06-01' }],
    ['arrive', { registeredOn: '2026-06-01' }],
    ['deregister', { endedOn: '2026-06-01' }],
    ['revoke', { endedOn: '2026-06-01' }],
    ['leave', { endedOn: '2026-06-01' }],
    ['merge', { endedOn: '2026-06-01' }],
    ['split', { endedOn: '2026-06-01' }],
  ] as const)('%s states %j', (event, cells) => {
    expect(statedBy({ ...ORDER, event })).toEqual(cells)
  })

  it('never goes on after its end, whatever is tried', () => {
    const orders = fc.array(fc.constantFrom(...LIFE_EVENTS), { maxLength: 20 })
    fc.assert(
      fc.property(fc.constantFrom<Kind>(...KINDS), orders, (kind, events) => {
        let state = lifeStateOf('incubating', null, NOW.today)
        for (const event of events) {
          const order = { ...ORDER, event, place: 'X', successors: event === 'split' ? ['B', 'C'] : ['B'] }
          const fault = lifeFault(order, { ...NOW, kind, state })
          if (state === 'ended') expect(fault).toBe('state')
          if (fault === undefined) state = LIFE_RULES[event].to ?? state
        }
      }),
    )
  })
})
