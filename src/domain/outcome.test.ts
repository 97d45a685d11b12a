import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { ANNUAL_REPORT } from './annual-report.ts'
import { allowedActions, standingOfCase, type CaseAction, type CaseDefinition } from './case.ts'
import { LISTING } from './listing.ts'
import { outcomeFaults, remediesOf } from './outcome.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const time = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }

function act(action: string, by: number, day = '2026-03-02', form: CaseAction['form'] = {}): CaseAction {
  return { action, party: '', by, day, form }
}

/** The listing without one thing that the way to an outcome needs. */
function without(change: (actions: Record<string, CaseDefinition['actions'][string]>) => void): CaseDefinition {
  const actions = { ...LISTING.actions }
  change(actions)
  return { ...LISTING, actions }
}

function changed(name: string, change: Partial<CaseDefinition['actions'][string]>): CaseDefinition {
  return without((actions) => {
    const action = actions[name]
    if (action !== undefined) actions[name] = { ...action, ...change }
  })
}

describe('a definition is found out that', () => {
  const { legalOrder: _, ...lawless } = LISTING
  test.each<[string, CaseDefinition, string]>([
    ['names no order of law', lawless, 'it names no order of law'],
    ['decides without notice', changed('decide', { from: ['proposed'] }), 'decide can be done without notice'],
    ['decides without a hearing', changed('decide', { from: ['noticed'] }), 'decide can be done without a hearing'],
    ['decides without reasons', changed('decide', { form: [] }), 'decide asks for no reason'],
    ['lets the proposer decide', changed('decide', { notByActorOf: [] }), 'decide needs no second officer'],
    ['serves nothing', without((all) => delete all['serve']), 'decide cannot be appealed against'],
    [
      'knows no appeal',
      without((all) => (delete all['appeal'], delete all['recordAppeal'])),
      'decide cannot be appealed against',
    ],
    [
      'lets whoever decided decide the appeal',
      changed('uphold', { notByActorOf: ['notify'] }),
      'uphold may be done by the first officer',
    ],
    [
      'leaves the appeal to the authority',
      changed('overturn', { by: ['authority'] }),
      'overturn is done by the party that decided',
    ],
    [
      'goes on while an appeal is open',
      changed('handOn', { from: ['appealed'] }),
      'handOn can follow before serving or during an appeal',
    ],
  ])('%s', (_what, definition, fault) => {
    expect(outcomeFaults(definition)).toContain(fault)
  })
})

test('whoever gave notice does not decide, and neither decides the appeal', () => {
  const noticed = [act('propose', 1), act('notify', 1), act('respond', 9)]
  const allowed = (actions: CaseAction[], id: number) =>
    allowedActions(LISTING, actions, { id, parties: ['authority', 'superior'] }, time)
  expect(allowed(noticed, 1)).toEqual(['drop'])
  expect(allowed(noticed, 2)).toEqual(['drop', 'decide'])
  const appealed = [...noticed, act('decide', 2), act('serve', 2), act('appeal', 9)]
  expect(allowed(appealed, 1)).toEqual([])
  expect(allowed(appealed, 2)).toEqual([])
  expect(allowed(appealed, 3)).toEqual(['uphold', 'overturn'])
})

test('an appeal is made once', () => {
  const upheld = [
    act('propose', 1),
    act('notify', 1),
    act('respond', 9),
    act('decide', 2),
    act('serve', 2),
    act('appeal', 9),
    act('uphold', 3),
    act('lapse', 0),
  ]
  expect(allowedActions(LISTING, upheld, { id: 9, parties: ['organization'] }, time)).toEqual(['cure'])
  // Nor does one that comes in on paper give a second.
  expect(allowedActions(LISTING, upheld, { id: 8, parties: ['authority'] }, time)).not.toContain('recordAppeal')
})

test('the days of notice are working days, those on the list are years', () => {
  const noticed = [act('propose', 1), act('notify', 1)]
  expect(standingOfCase(LISTING, noticed, time).due).toBe('2026-03-09')
  const listed = [
    ...noticed,
    act('waive', 0, '2026-03-10'),
    act('decide', 2, '2026-03-11'),
    act('serve', 2, '2026-03-12', { dueOn: '2026-05-11' }),
    act('lapse', 0, '2026-05-12'),
  ]
  expect(standingOfCase(LISTING, listed, time)).toMatchObject({
    state: 'uncured',
    waits: 'organization',
    due: '2028-05-12',
  })
})

test('what follows from a report not put right waits for a person', () => {
  expect(ANNUAL_REPORT.actions['proposeListing']?.byClock).toBeUndefined()
})

test.each(['state', 'party'] as const)('there are remedies by the order of the %s', (order) => {
  expect(remediesOf(order).length).toBeGreaterThan(0)
})
