import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../src/domain/day.ts'
import { Refusal } from '../src/domain/refusal.ts'
import { getClock } from '../src/store/connection.ts'
import {
  assignOfficers,
  endAbsence,
  handOver,
  proposeOfficers,
  undoLiaison,
  type HandOverMode,
} from '../src/work/liaison-assign.ts'
import { createOfficer } from '../src/work/liaison-officer.ts'
import { listCaredOrganizations, listLiaisonOfficers } from '../src/work/liaison.ts'
import { keyed, openLiaisonCity, OURS, type LiaisonCity } from './liaison-desk.ts'

let city: LiaisonCity
let today: string
let officers: number[]
beforeAll(async () => {
  city = await openLiaisonCity()
  today = (await getClock(city.db)).today
})
afterAll(() => city.close())

/** Four officers who are at work, whatever became of those before them. */
async function hireOfficers(): Promise<number[]> {
  const hired: number[] = []
  for (const name of ['联络员甲03', '联络员甲04', '联络员甲05', '联络员甲06']) {
    const { id } = await createOfficer(keyed(city.first), { body: 'MZA', name, from: '2024-01-01' })
    hired.push(id)
  }
  return hired
}

type Step =
  | { readonly what: 'assign'; readonly officer: number; readonly code: string }
  | { readonly what: HandOverMode; readonly officer: number; readonly from: number; readonly days: number }
  | { readonly what: 'return'; readonly officer: number; readonly from: number }
  | { readonly what: 'undo'; readonly back: number }

const officer = fc.nat(3)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('assign' as const), officer, code: fc.constantFrom(...OURS) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom('absence' as const, 'leave' as const, 'handover' as const, 'absence' as const),
      officer,
      from: fc.nat(20),
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('return' as const), officer, from: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), back: fc.nat(3) }) },
)

/** Does a step as a clerk would: what is proposed is sent. A refusal is an answer, anything else a fault. */
async function take(step: Step, acts: string[]): Promise<void> {
  const desk = keyed(city.first)
  try {
    if (step.what === 'assign') {
      const plan = [{ officer: officers[step.officer] ?? 0, codes: [step.code] }]
      acts.push((await assignOfficers(desk, { plan, replace: true })).act)
    } else if (step.what === 'undo') {
      const act = acts.at(-1 - step.back)
      if (act !== undefined) await undoLiaison(desk, act)
    } else if (step.what === 'return') {
      acts.push((await endAbsence(desk, String(officers[step.officer]), { on: addDays(today, step.from) })).act)
    } else {
      const id = officers[step.officer] ?? 0
      const from = addDays(today, step.from)
      const span = step.what === 'absence' ? { from, until: addDays(from, step.days) } : { from }
      const { organizations } = await proposeOfficers(city.first, { officer: id, ...span })
      const plan = organizations.flatMap((one) =>
        one.officer === null ? [] : [{ officer: one.officer, codes: [one.code] }],
      )
      acts.push((await handOver(desk, String(id), { mode: step.what, ...span, plan })).act)
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

type Owned = { readonly code: string; readonly day: string; readonly owners: number }

/** How many primary officers each organization has on each of the next days, as the superuser finds them. */
function listOwners(): Promise<Owned[]> {
  return city.ask<Owned>(
    `select o.code, d::date::text as day, count(a.id)::integer as owners
     from organization o cross join generate_series($1::date, $1::date + 60, interval '1 day') d
     left join liaison_assignment a on a.organization_id = o.id and a.role = 'primary' and upper_inf(a.known)
       and a.valid @> d::date
     where o.code = any($2) group by 1, 2 order by 1, 2`,
    [today, [...OURS]],
  )
}

/** Days on which somebody looks after an organization who does not work then. */
function listIdle(): Promise<{ officer: number }[]> {
  return city.ask(
    `select a.officer_id as officer from liaison_assignment a
     join liaison_officer_fact f on f.officer_id = a.officer_id and upper_inf(f.known)
     left join liaison_absence b on b.officer_id = a.officer_id and upper_inf(b.known) and b.valid && a.valid
     where a.role = 'primary' and upper_inf(a.known) and upper(a.valid) is distinct from lower(a.valid)
       and (not (f.valid @> a.valid) or b.id is not null)
       and coalesce(upper(a.valid), 'infinity') > $1::date`,
    [today],
  )
}

test('after any list of assignments, absences, hand-overs, endings and undoings whoever had an owner has exactly one, who works then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), async (steps) => {
      const acts: string[] = []
      officers = await hireOfficers()
      for (const step of steps) {
        const before = new Set(
          (await listOwners()).filter((one) => one.owners > 0).map((one) => `${one.code} ${one.day}`),
        )
        await take(step, acts)
        const after = await listOwners()
        expect(after.filter((one) => one.owners > 1)).toEqual([])
        const lost = after.filter((one) => one.owners === 0 && before.has(`${one.code} ${one.day}`))
        // Only an assignment that is taken back may leave a gap again, which is then listed.
        if (step.what !== 'undo') expect(lost).toEqual([])
        expect(await listIdle()).toEqual([])
      }
      const gaps = await listCaredOrganizations(city.first, {}, { box: 'gap', limit: 500 })
      const listed = new Set(gaps.organizations.map((one) => one.code))
      const now = (await listOwners()).filter((one) => one.day === today)
      for (const { code, owners } of now) expect(listed.has(code)).toBe(owners === 0)
      expect(gaps.organizations.every((one) => one.owner !== null && one.due !== null)).toBe(true)
      const loads = (await listLiaisonOfficers(city.first, {}, {})).officers.reduce((sum, one) => sum + one.load, 0)
      expect(loads).toBe((await listCaredOrganizations(city.first, {}, { box: 'held' })).total)
    }),
    { numRuns: 12 },
  )
}, 180_000)

const TABLES = [
  'liaison_officer',
  'liaison_officer_fact',
  'liaison_absence',
  'liaison_assignment',
  'liaison_contact',
  'liaison_visit',
] as const

test.each(TABLES)('nobody sees a row of %s but by the scope of its body or organization', async (table) => {
  const { sql } = await import('kysely')
  const { asActor } = await import('../src/store/connection.ts')
  for (const place of ['320402', '320404', '320402002']) {
    const desk = await city.deskOf([{ role: 'reader', place }])
    const places = await city.ask<{ id: number }>(
      `select p.id from place p join place home on home.code = $1 and p.lo between home.lo and home.hi`,
      [place],
    )
    const right = await city.ask<{ count: number }>(
      `select count(*)::integer as count from ${table} where scope_place = any($1)`,
      [places.map((one) => one.id)],
    )
    const seen = await asActor(desk.db, desk.token, async (tx) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from ${sql.table(`trefoil.${table}`)}`.execute(tx)
      return rows[0]?.count
    })
    // An officer who looks after an organization is seen with it; here bodies and organizations share their district.
    const isServed = place === '320402002' && table !== 'liaison_assignment'
    expect(seen, place).toBe(isServed ? 0 : right[0]?.count)
  }
  for (const token of ['', 'forged']) {
    const seen = await asActor(city.db, token, async (tx) => {
      const { rows } = await sql<{ line: string }>`
        select t::text as line from ${sql.table(`trefoil.${table}`)} t`.execute(tx)
      return rows
    })
    expect(seen).toEqual([])
  }
})

test.each([
  [
    'an officer of another district in an assignment',
    `insert into trefoil.liaison_assignment (organization_id, scope, officer_id, role, valid, made_by)
    select o.id, o.scope, $officer, 'assistant', '[2026-01-01,)', (select id from trefoil.liaison_act limit 1) from trefoil.organization o where o.code = 'D1'`,
  ],
  [
    'an officer of another district in a visit',
    `insert into trefoil.liaison_visit (visit_id, version, organization_id, scope, officer_id, on_day, kind)
    select gen_random_uuid(), 1, o.id, o.scope, $officer, '2026-01-01', 'call' from trefoil.organization o where o.code = 'D1'`,
  ],
])('the database refuses to name %s', async (_what, statement) => {
  const { sql } = await import('kysely')
  const { asActor } = await import('../src/store/connection.ts')
  await assignOfficers(keyed(city.second), { plan: [{ officer: city.officers.theirs, codes: ['D2'] }], replace: true })
  const named = statement.replace('$officer', String(city.officers.first))
  const write = asActor(city.db, city.second.token, (tx) => sql.raw(named).execute(tx))
  await expect(write).rejects.toMatchObject({ code: '42501' })
})
