import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyStep } from '../../test/case-walk.ts'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import {
  allowedActions,
  definitionFaults,
  formFaults,
  isFormTold,
  standingOfCase,
  type CaseAction,
  type CaseDefinition,
  type CaseTime,
} from './case.ts'
import { CASE_DEFINITIONS } from './case-definitions.ts'
import { CORRECTION } from './correction.ts'
import { outcomeFaults } from './outcome.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const time: CaseTime = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }

function act(action: string, more: Partial<CaseAction> = {}): CaseAction {
  return { action, party: '', by: 1, day: '2026-03-02', form: {}, ...more }
}

describe.each(CASE_DEFINITIONS.map((one) => [one.kind, one] as const))('the definition %s', (_kind, definition) => {
  test('reaches every state, leaves every open one, and each waits for one known party', () => {
    expect(definitionFaults(definition)).toEqual([])
  })

  test('has no outcome against somebody without notice, hearing, second officer, serving and appeal', () => {
    expect(outcomeFaults(definition)).toEqual([])
  })

  test('walked breadth first takes every action, meets every state, and leaves none open for ever', () => {
    const lists = everyStep(definition, time)
    const taken = new Set(lists.map((list) => list.at(-1)?.action))
    expect(taken).toEqual(new Set(Object.keys(definition.actions)))
    const standings = lists.map((list) => standingOfCase(definition, list, time))
    expect(new Set(standings.map(({ state }) => state))).toEqual(new Set(Object.keys(definition.states)))
    for (const { state, waits, closedOn } of standings) {
      expect([state, waits === null]).toEqual([state, closedOn !== null])
      if (waits !== null) expect(Object.keys(definition.parties)).toContain(waits)
      expect([state, endsFrom(definition, state)]).toEqual([state, true])
    }
  })

  test('after any list of allowed actions an open case is in exactly one queue, a closed one in none', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (choices) => {
        const actions = walked(definition, choices)
        const standing = standingOfCase(definition, actions, time)
        const isClosed = standing.closedOn !== null
        expect(standing.waits === null).toBe(isClosed)
        expect(isClosed && standing.due !== null).toBe(false)
        if (standing.waits !== null) expect(Object.keys(definition.parties)).toContain(standing.waits)
        if (isClosed) for (const name of nextOf(definition, actions)) expectReopening(definition, name)
      }),
    )
  })
})

/** Whether some list of actions closes a case that is in the state. */
function endsFrom(definition: CaseDefinition, state: string, seen = new Set<string>()): boolean {
  if (definition.states[state]?.waits === null) return true
  seen.add(state)
  return Object.values(definition.actions).some(
    (one) => one.from.includes(state) && !seen.has(one.to) && endsFrom(definition, one.to, seen),
  )
}

/** What can still be done in a closed case opens it again, for a reason that is written down. */
function expectReopening(definition: CaseDefinition, name: string): void {
  const action = definition.actions[name]
  expect(definition.states[action?.to ?? '']?.waits).not.toBeNull()
  expect(action?.form.some((field) => field.kind === 'text' && field.needed === true)).toBe(true)
}

/** A list of actions that could come about: each choice picks one of those allowed then. */
function walked(definition: CaseDefinition, choices: readonly number[]): CaseAction[] {
  const [opening] = Object.entries(definition.actions).find(([, one]) => one.from.length === 0) ?? ['']
  const actions = [act(opening, { by: 0 })]
  for (const [index, choice] of choices.entries()) {
    const next = nextOf(definition, actions)
    const action = next[choice % Math.max(next.length, 1)]
    if (action === undefined) break
    actions.push(act(action, { by: index + 1 }))
  }
  return actions
}

function nextOf(definition: CaseDefinition, actions: readonly CaseAction[]): string[] {
  const { state } = standingOfCase(definition, actions, time)
  return Object.entries(definition.actions).flatMap(([name, one]) => (one.from.includes(state) ? [name] : []))
}

test('a definition that forgets something is found out', () => {
  const broken: CaseDefinition = {
    ...CORRECTION,
    states: { ...CORRECTION.states, lost: { name: { zh: '', en: '' }, waits: 'nobody' } },
  }
  expect(definitionFaults(broken)).toEqual(['lost is never reached', 'lost is never left', 'lost waits for nobody'])
})

test('the clock counts working days from the day of the action', () => {
  const open = standingOfCase(CORRECTION, [act('request')], time)
  expect(open).toMatchObject({ state: 'open', waits: 'body', since: '2026-03-02', due: '2026-03-23' })
})

test('an action that is out of order cannot come about', () => {
  expect(() => standingOfCase(CORRECTION, [act('request'), act('uphold')], time)).toThrow('outOfOrder')
})

test('whoever refused does not decide the appeal', () => {
  const actions = [act('request'), act('refuse', { by: 7 }), act('appeal')]
  const parties = ['body', 'superior']
  expect(allowedActions(CORRECTION, actions, { id: 7, parties }, time)).toEqual([])
  expect(allowedActions(CORRECTION, actions, { id: 8, parties }, time)).toEqual(['correct', 'uphold'])
})

test('a refusal without reasons or evidence is not a form', () => {
  expect(formFaults(CORRECTION.actions.refuse, { reason: ' ' }).map((field) => field.key)).toEqual([
    'reason',
    'evidence',
  ])
  expect(formFaults(CORRECTION.actions.refuse, { reason: 'a', evidence: 'b' })).toEqual([])
})

test.each([
  ['nothing is kept back', { told: undefined, state: 'voted', served: ['organization'] }, true],
  ['the time has come', { state: 'publicNotice', served: ['organization'] }, true],
  ['the time has not come', { state: 'voted', served: ['organization'] }, false],
  ['it is the office that reads', { state: 'voted', served: ['authority'] }, true],
  ['one reads for both', { state: 'voted', served: ['organization', 'authority'] }, true],
  ['one reads for nobody', { state: 'voted', served: [] }, true],
])('what a form said is told where %s', (_when, { state, served, ...more }, isTold) => {
  const kept = { party: 'organization', states: ['publicNotice'] }
  expect(isFormTold('told' in more ? {} : { told: kept }, state, served)).toBe(isTold)
})
