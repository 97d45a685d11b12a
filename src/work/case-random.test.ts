import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyStep } from '../../test/case-walk.ts'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { JUDGED, WHOLE_OUTCOME } from '../../test/outcomes.ts'
import { actionOf, formFaults, standingOfCase, type CaseDecision, type Form } from '../domain/case.ts'
import { CASE_DEFINITIONS, getCaseDefinition } from '../domain/case-definitions.ts'
import { namesOf } from '../domain/outcome.ts'
import type { Tx } from '../store/connection.ts'
import { findCase, listActions, type CaseParties } from '../store/case.ts'
import { recordJudgement, recordOutcome } from '../store/outcome.ts'
import { appendAction, getCaseTime, openCases } from './case-open.ts'
import { reading, takingPart, type Clock, type Desk } from './desk.ts'
import { draftPaper, issuePaper } from './paper-write.ts'

let city: TestDesk
let places: number[]
let officers: Desk[]
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  officers = await Promise.all([1, 2, 3].map(() => city.deskOf([{ role: 'officer' }])))
  places = (await city.ask<{ id: number }>('select id from place order by id')).map((row) => row.id)
})
afterAll(() => city.close())

/** Each party at a desk of its own. */
function partiesOf(names: readonly string[]): CaseParties {
  return Object.fromEntries(
    names.map((name, index) => [name, { name, scope: (places[index % places.length] ?? 0) * 64 + 1 + index }]),
  )
}

/** A form that can be taken: each needed field with something of its kind. */
function formOf(definition: (typeof CASE_DEFINITIONS)[number], name: string): Form {
  const action = definition.actions[name]
  const values = { text: '理由', day: '2026-03-02', list: ['x'], count: 1, yesNo: true, body: 'CIVIL', conference: '' }
  return Object.fromEntries(
    (action?.form ?? []).map((field) => [
      field.key,
      field.kind === 'list' && field.choices !== undefined
        ? Object.keys(field.choices).slice(0, 1)
        : field.kind === 'choice'
          ? (Object.keys(field.choices ?? {})[0] ?? '')
          : values[field.kind],
    ]),
  )
}

type Definition = (typeof CASE_DEFINITIONS)[number]

/** A case that lives by the choices, each picking one of the actions then allowed; its row and its standing afterwards. */
async function livedCase(tx: Tx, definition: Definition, choices: readonly number[], clock: Clock) {
  const time = await getCaseTime(tx, city.desk, clock)
  const parties = partiesOf(Object.keys(definition.parties))
  const opening = Object.entries(definition.actions).find(([, one]) => one.from.length === 0)?.[0] ?? ''
  const [id = ''] = await openCases(tx, time, clock.today, [
    {
      kind: definition.kind,
      organizationId: null,
      organizationScope: null,
      subject: {},
      parties,
      action: opening,
      party: definition.actions[opening]?.by[0] ?? '',
      form: formOf(definition, opening),
    },
  ])
  for (const choice of choices) {
    const file = await getFile(tx, id)
    // What the system does by itself (by nobody, or within a wider act) is tested with the noun that it belongs to.
    const next = Object.entries(definition.actions).filter(
      ([, one]) => one.from.includes(file.state) && one.by.length > 0,
    )
    const [name, action] = next[choice % Math.max(next.length, 1)] ?? []
    if (name === undefined || action === undefined || action.notByActorOf !== undefined) break
    const form = formOf(definition, name)
    expect(formFaults(action, form)).toEqual([])
    await appendAction(tx, time, file, { action: name, party: action.by[0] ?? '', day: clock.today, form })
  }
  const standing = standingOfCase(definition, await listActions(tx, [id]), time)
  return { file: await getFile(tx, id), standing, parties }
}

async function getFile(tx: Tx, id: string) {
  const file = await findCase(tx, id)
  if (file === undefined) throw new Error('The case is gone.')
  return file
}

test.each(CASE_DEFINITIONS.map((one) => [one.kind, one] as const))(
  '%s: after every action the row says what the list of actions gives, and waits in exactly one queue',
  async (_kind, definition) => {
    const lived = fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), async (choices) => {
      await takingPart({ ...city.desk, key: crypto.randomUUID() }, 'test', choices, async (tx, clock) => {
        const { file, standing, parties } = await livedCase(tx, definition, choices, clock)
        const { state, due: dueOn, since: waitingSince, closedOn } = standing
        const queueScope = standing.waits === null ? null : parties[standing.waits]?.scope
        expect(file).toMatchObject({ state, dueOn, waitingSince, closedOn, queueScope })
        expect(await decisionOnRecord(tx, file.id)).toEqual(standing.decision)
        return { reply: null, subject: 'test' }
      })
    })
    await fc.assert(lived, { numRuns: 30 })
  },
)

/** What the row says was decided. */
async function decisionOnRecord(tx: Tx, id: string): Promise<CaseDecision | null> {
  const { rows } = await sql<CaseDecision & { on: string | null }>`
    select decided_on as "on", decision as outcome, decided_days as days, appealed_on, overturned_on
    from trefoil.case_file where id = ${id}::uuid`.execute(tx)
  const [row] = rows
  return row === undefined || row.on === null ? null : row
}

/** One act of a walk by the desk of an officer, with the outcome and the paper where it is one against somebody. */
async function stepped(desk: Desk, definition: Definition, id: string, name: string): Promise<void> {
  await takingPart({ ...desk, key: crypto.randomUUID() }, 'test', [id, name], async (tx, clock) => {
    const action = actionOf(definition, name)
    const file = await getFile(tx, id)
    const form = formOf(definition, name)
    const doing = { action: name, party: action.by[0] ?? '', day: clock.today, form }
    const after = await appendAction(tx, await getCaseTime(tx, desk, clock), file, doing)
    if (action.part === 'notice') await recordJudgement(tx, id, after.version, JUDGED)
    if (action.part === 'adverse' || (action.part === 'onAppeal' && action.isAdverse === true)) {
      await keepAdverse(tx, after, clock)
    }
    return { reply: null, subject: 'test' }
  })
}

async function keepAdverse(tx: Tx, file: Awaited<ReturnType<typeof getFile>>, clock: Clock): Promise<void> {
  const notices = namesOf(getCaseDefinition(file.kind), 'notice')
  const actions = await listActions(tx, [file.id])
  const noticeSeq = actions.findLastIndex((one) => notices.includes(one.action)) + 1
  const proposedBy = actions[noticeSeq - 1]?.by ?? 0
  const decidedBy = actions.at(-1)?.by ?? 0
  const seq = file.version
  const fresh = { ...WHOLE_OUTCOME, file, seq, noticeSeq, judgementSeq: noticeSeq, proposedBy, decidedBy }
  await recordOutcome(tx, { ...fresh, decidedOn: clock.today })
  const values = { addressee: '社会组织', subject: '决定', paragraphs: [{ text: '已作出决定' }] }
  const { id } = await draftPaper(tx, { template: 'letter', office: 'MZ', values, caseId: file.id, caseSeq: seq })
  await issuePaper(tx, clock, id)
}

const ADVERSE = CASE_DEFINITIONS.filter((one) => namesOf(one, 'adverse').length > 0)

test.each(ADVERSE.map((one) => [one.kind, one] as const))(
  '%s: every way to an outcome against somebody holds on the database by two officers and a third on appeal, and by no one alone',
  async (_kind, definition) => {
    const time = await reading(city.desk, (tx, clock) => getCaseTime(tx, city.desk, clock))
    const wanted = ['adverse', 'onAppeal']
    const walks = everyStep(definition, time).filter((list) => {
      const last = list.at(-1)?.action ?? ''
      return wanted.includes(actionOf(definition, last).part ?? '')
    })
    expect(walks.length).toBeGreaterThan(1)
    for (const walk of walks) {
      const id = await opened(definition, walk[0]?.action ?? '')
      for (const { action: name } of walk.slice(1)) {
        const { notByActorOf = [], part } = actionOf(definition, name)
        const by = part === 'onAppeal' ? officers[2] : notByActorOf.length > 0 ? officers[1] : officers[0]
        if (by === undefined) throw new Error('There are three officers.')
        if (notByActorOf.length > 0) {
          const alone = stepped(officers[0] ?? by, definition, id, name)
          await expect(alone).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' })
        }
        await stepped(by, definition, id, name)
      }
      await reading(city.desk, async (tx) => {
        const { decision } = standingOfCase(definition, await listActions(tx, [id]), time)
        expect(decision).not.toBeNull()
        expect(await decisionOnRecord(tx, id)).toEqual(decision)
      })
    }
  },
)

async function opened(definition: Definition, action: string): Promise<string> {
  const id = crypto.randomUUID()
  await takingPart({ ...city.desk, key: crypto.randomUUID() }, 'test', id, async (tx, clock) => {
    const { kind, parties, actions } = definition
    const party = actions[action]?.by[0] ?? ''
    const opening = { id, kind, subject: {}, parties: partiesOf(Object.keys(parties)), action, party }
    const none = { organizationId: null, organizationScope: null, form: formOf(definition, action) }
    await openCases(tx, await getCaseTime(tx, city.desk, clock), clock.today, [{ ...opening, ...none }])
    return { reply: null, subject: 'test' }
  })
  return id
}

test('a case in two queues, or an open one in none, cannot be written', async () => {
  const write = (columns: string) =>
    city.ask(`insert into case_file (id, kind, subject, parties, scopes, places, opened_on, state, version, waiting_since, ${columns.split('=')[0]})
      values (gen_random_uuid(), 'correction', '{}', '{}', '{}', '{}', '2026-01-01', 'open', 1, '2026-01-01', ${columns.split('=')[1]})`)
  await expect(write('due_on=null')).rejects.toThrow(/check constraint/)
  await expect(write('queue_scope, queue_organization=64, (select min(id) from organization)')).rejects.toThrow(
    /check constraint/,
  )
  await expect(write("queue_scope, closed_on=64, '2026-01-02'")).rejects.toThrow(/check constraint/)
})

test('what was done in a case is never changed', async () => {
  await expect(city.ask(`update case_action set action = 'other'`)).rejects.toThrow(/append-only/)
  const desk = city.desk
  await expect(
    takingPart({ ...desk, key: crypto.randomUUID() }, 'test', 1, async (tx) => {
      await sql`delete from trefoil.case_action`.execute(tx)
      return { reply: null, subject: 'test' }
    }),
  ).rejects.toThrow(/permission denied/)
})
