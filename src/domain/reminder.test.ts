import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { allowedActions, standingOfCase, type CaseAction, type CaseTime } from './case.ts'
import { CORRECTION } from './correction.ts'
import { addDays, daysBetween, type Day } from './day.ts'
import {
  addressOf,
  askedReminders,
  remindersOf,
  type Asking,
  type Past,
  type Recipient,
  type Reminder,
  type Waiting,
} from './reminder.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const TODAY: Day = '2026-03-10'
const NOTHING: Past = { things: new Map(), events: new Map() }
const TIME = { today: TODAY, parameters: PARAMETERS }
const CAMPAIGN = { id: 'c1', title: '2026年摸底' }

function waiting(more: Partial<Waiting> = {}): Waiting {
  return {
    to: { scope: 65 },
    name: '市民政局党委',
    kind: 'correction',
    state: 'open',
    campaign: null,
    since: '2026-03-01',
    due: '2026-03-20',
    count: 1,
    caseId: 'a',
    ...more,
  }
}

function pastOf(reminders: readonly Reminder[], day: Day): Past {
  return {
    things: new Map(reminders.map(({ thing }) => [thing, day])),
    events: new Map(reminders.map(({ event, count }) => [event, count])),
  }
}

const topics = (cases: readonly Waiting[], past = NOTHING) => remindersOf(cases, past, TIME).map((one) => one.topic)

describe('what the cases that wait give notice of', () => {
  test.each([
    ['a case that came in today', { since: TODAY, due: '2026-03-30' }, ['arrived']],
    ['one of yesterday, which a sweep before midnight missed', { since: '2026-03-09', due: null }, ['arrived']],
    ['one of the day before', { since: '2026-03-08', due: '2026-03-30' }, []],
    ['one that is due in four days', { due: '2026-03-14' }, []],
    ['one that is due in three', { due: '2026-03-13' }, ['dueSoon']],
    ['one that is due today', { due: TODAY }, ['dueSoon']],
    ['one that was due yesterday', { due: '2026-03-09' }, ['overdue']],
    ['one without a day', { due: null }, []],
    ['one that came in today and is due tomorrow: told once', { since: TODAY, due: '2026-03-11' }, ['arrived']],
    ['one that came in within the days before its due day', { since: '2026-03-08', due: '2026-03-11' }, []],
  ] as const)('%s', (_what, more, expected) => {
    expect(topics([waiting(more)])).toEqual(expected)
  })

  test('many that come to one desk on one day are one message, which names the first due day', () => {
    const three = [
      waiting({ since: TODAY, due: '2026-03-31', count: 2 }),
      waiting({ since: TODAY, due: '2026-03-28', count: 9 }),
      waiting({ since: TODAY, due: null }),
    ]
    const [one, ...rest] = remindersOf(three, NOTHING, TIME)
    expect(rest).toEqual([])
    expect(one).toMatchObject({ topic: 'arrived', count: 12, caseId: null, params: { day: '2026-03-28' } })
  })

  test('each desk and each organization is told of its own', () => {
    const cases = [waiting({ since: TODAY }), waiting({ since: TODAY, to: { organizationId: 7 } })]
    expect(remindersOf(cases, NOTHING, TIME).map((one) => addressOf(one.to))).toEqual(['desk 65', 'organization 7'])
  })

  test('a message that was sent is not sent again, unless more cases have come', () => {
    const before = remindersOf([waiting({ since: TODAY, count: 3 })], NOTHING, TIME)
    const past = pastOf(before, TODAY)
    expect(topics([waiting({ since: TODAY, count: 3 })], past)).toEqual([])
    expect(topics([waiting({ since: TODAY, count: 2 })], past)).toEqual([])
    expect(topics([waiting({ since: TODAY, count: 5 })], past)).toEqual(['arrived'])
  })

  test.each([
    ['2026-03-09', []],
    ['2026-03-08', []],
    ['2026-03-07', ['overdue']],
  ] as const)('of what is overdue and was told on %s', (told, expected) => {
    const late = waiting({ due: '2026-03-02' })
    const past = pastOf(remindersOf([late], NOTHING, { ...TIME, today: told }), told)
    expect(topics([late], past)).toEqual(expected)
  })

  test('an organization that a person has just asked is not told by the clock as well', () => {
    const to = { organizationId: 7, name: '甲协会' }
    const asking: Asking = { kind: 'return', campaign: CAMPAIGN, due: '2026-03-12', to: [to] }
    const { reminders } = askedReminders(asking, NOTHING, { ...TIME, today: '2026-03-09' })
    const open = waiting({ to: { organizationId: 7 }, campaign: CAMPAIGN, due: '2026-03-12' })
    expect(topics([open], pastOf(reminders, '2026-03-09'))).toEqual([])
    expect(topics([open], NOTHING)).toEqual(['dueSoon'])
  })
})

describe('asking by hand', () => {
  const to = [
    { organizationId: 1, name: '甲协会' },
    { organizationId: 2, name: '乙协会' },
  ]
  const asking: Asking = { kind: 'return', campaign: CAMPAIGN, due: '2026-03-12', to }

  test('whoever was asked within the days of the policy is left in peace', () => {
    const first = askedReminders({ ...asking, to: to.slice(0, 1) }, NOTHING, TIME)
    const past = pastOf(first.reminders, TODAY)
    const again = askedReminders(asking, past, { ...TIME, today: '2026-03-12' })
    expect(again.reminders.map((one) => one.params.name)).toEqual(['乙协会'])
    expect(again.tooSoon).toEqual(to.slice(0, 1))
    expect(askedReminders(asking, past, { ...TIME, today: '2026-03-13' }).tooSoon).toEqual([])
  })

  test('one who is named twice is asked once', () => {
    expect(askedReminders({ ...asking, to: [...to, ...to] }, NOTHING, TIME).reminders).toHaveLength(2)
  })
})

/** A case that lives for some weeks: what is done in it, and on which day. */
type Life = { readonly opened: number; readonly steps: readonly { readonly after: number; readonly choice: number }[] }

const caseTime: CaseTime = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }
const START: Day = '2026-03-02'
const DAYS = 45

function actionsUntil(life: Life, today: Day): CaseAction[] {
  let day = addDays(START, life.opened)
  const actions: CaseAction[] = [{ action: 'request', party: 'requester', by: 0, day, form: {} }]
  if (day > today) return []
  for (const [index, { after, choice }] of life.steps.entries()) {
    day = addDays(day, after)
    const actor = { id: index + 1, parties: Object.keys(CORRECTION.parties) }
    const allowed = allowedActions(CORRECTION, actions, actor, caseTime)
    const action = allowed[choice % Math.max(1, allowed.length)]
    if (day > today || action === undefined) break
    actions.push({ action, party: 'body', by: index + 1, day, form: {} })
  }
  return actions
}

function waitingOn(lives: readonly Life[], today: Day): Waiting[] {
  return lives.flatMap((life, index) => {
    const actions = actionsUntil(life, today)
    if (actions.length === 0) return []
    const { state, waits, since, due } = standingOfCase(CORRECTION, actions, caseTime)
    const to: Recipient = waits === 'requester' ? { organizationId: index % 3 } : { scope: 64 + (index % 2) }
    return waits === null ? [] : [waiting({ to, state, since, due, caseId: String(index) })]
  })
}

const life: fc.Arbitrary<Life> = fc.record({
  opened: fc.nat(20),
  steps: fc.array(fc.record({ after: fc.nat(12), choice: fc.nat(20) }), { maxLength: 6 }),
})

/** Two sweeps a day over all these lives, with what each had to say. */
function reminded(lives: readonly Life[]): (Reminder & { readonly day: Day; readonly open: readonly Waiting[] })[] {
  const things = new Map<string, Day>()
  const events = new Map<string, number | null>()
  return Array.from({ length: DAYS * 2 }, (_, half) => addDays(START, Math.floor(half / 2))).flatMap((day) => {
    const open = waitingOn(lives, day)
    const said = remindersOf(open, { things: new Map(things), events: new Map(events) }, { ...TIME, today: day })
    for (const one of said) {
      things.set(one.thing, day)
      events.set(one.event, one.count)
    }
    return said.map((one) => ({ ...one, day, open }))
  })
}

function isAbout(reminder: Reminder, one: Waiting): boolean {
  return one.state === reminder.state && addressOf(one.to) === addressOf(reminder.to)
}

test('whatever is done in the cases: no notice after completion, never two for one event, the interval holds', () => {
  fc.assert(
    fc.property(fc.array(life, { minLength: 1, maxLength: 12 }), (lives) => {
      const reminders = reminded(lives)
      for (const one of reminders) {
        const about = one.open.filter((each) => isAbout(one, each))
        expect(about.length).toBeGreaterThanOrEqual(one.count ?? 1)
        if (one.caseId !== null) expect(about.map((each) => each.caseId)).toContain(one.caseId)
      }
      const keys = reminders.map(({ event, count }) => `${event} ${count}`)
      expect(new Set(keys).size).toBe(keys.length)
      const repeated = reminders.filter(({ topic }) => topic === 'overdue')
      for (const [at, one] of repeated.entries()) {
        const before = repeated.slice(0, at).findLast(({ thing }) => thing === one.thing)
        if (before !== undefined)
          expect(daysBetween(before.day, one.day)).toBeGreaterThanOrEqual(PARAMETERS.remindEveryDays)
      }
    }),
    { numRuns: 40 },
  )
})

test('every case that stays until its day is told before it or came in too late for that', () => {
  fc.assert(
    fc.property(fc.array(life, { minLength: 1, maxLength: 6 }), (lives) => {
      const reminders = reminded(lives)
      const last = addDays(START, DAYS - 1)
      for (const one of waitingOn(lives, last)) {
        if (one.due === null || one.due > last) continue
        const due = one.due
        const isNamed = reminders.some((said) => isAbout(said, one) && said.topic !== 'overdue' && said.day <= due)
        expect(isNamed).toBe(true)
        // Another case may wait alike at the same desk and be overdue before this one.
        if (due < last) expect(reminders.some((said) => isAbout(said, one) && said.topic === 'overdue')).toBe(true)
      }
      for (const said of reminders.filter(({ topic }) => topic === 'overdue')) {
        expect(said.open.some((one) => isAbout(said, one) && one.due !== null && one.due < said.day)).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})
