import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asActor } from '../src/store/connection.ts'
import type { Desk } from '../src/work/desk.ts'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk, type TestGrant } from './import-desk.ts'

let city: TestDesk
let places: Map<number, readonly string[]>

beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(
    city.desk,
    {
      organizations: [
        organization('A2', { fullMembers: '3' }),
        // B3 has moved to the other district: its days before stay where they were.
        organization('B3', { placeCode: '320402002' }),
        organization('N1', { line: '民政' }),
        organization('N2'),
      ],
      partyOrganizations: [
        { id: 'PG', name: '总支', level: '党总支', formation: '区域', foundedOn: '2018-01-01' },
        { id: 'PB', superiorId: 'PG', covers: 'B2;B1' },
      ],
    },
    '2023-06-01',
  )
  const officer = await city.deskOf([{ role: 'officer', place: '320402' }])
  await importSheets(officer, { organizations: [organization('A1', { staff: '10' })] }, '2023-07-01')
  await city.ask(`with made as (
      insert into account (login, title_zh, title_en) values ('sys-oracle', '登记大厅', 'registration hall') returning id)
    insert into system (id, account_id, name_zh, name_en, contact, permits, expires_on)
    select gen_random_uuid(), id, '登记大厅', 'registration hall', '信息科', '{gate:check}', '2999-01-01' from made`)
  places = await pathsOfPlaces()
})
afterAll(() => city.close())

/** For each place, the codes on its way up, found by walking the facts and not by the numbers of the tree. */
async function pathsOfPlaces(): Promise<Map<number, readonly string[]>> {
  const rows = await city.ask<{ id: number; path: string[] }>(`
    with recursive up as (
      select f.place_id as id, array[p.code] as path, coalesce(f.managed_by_id, f.parent_id) as above
      from place_fact f join place p on p.id = f.place_id where upper_inf(f.known)
      union all
      select up.id, up.path || p.code, coalesce(f.managed_by_id, f.parent_id)
      from up join place_fact f on f.place_id = up.above and upper_inf(f.known) join place p on p.id = up.above
    ) select distinct on (id) id, path from up order by id, cardinality(path) desc`)
  return new Map(rows.map((row) => [row.id, row.path]))
}

type Scoped = { readonly place: number; readonly line: number; readonly owner: string }

function isActive({ valid }: TestGrant): boolean {
  return valid === undefined || valid === '[1900-01-01,)'
}

/** Whether one grant, taken alone, reaches a row. */
function reaches(grant: TestGrant, { place, line, owner }: Scoped): boolean {
  if (!isActive(grant)) return false
  if (grant.organization !== undefined) return grant.organization === owner
  const inPlace = grant.place === undefined || (places.get(place) ?? []).includes(grant.place)
  return inPlace && (grant.lines === undefined || grant.lines.includes(line))
}

const SCOPED = ['organization', 'organization_fact', 'responsibility', 'count_fact', 'coverage', 'standing'] as const
const REFERENCE = ['place', 'place_fact', 'body', 'body_fact'] as const
const OWN = ['batch', 'mapping', 'plan', 'command', 'grant_of'] as const

/** How many rows of a table an actor sees, with a sum over their text, so that others are not taken for them. */
async function seenBy(desk: Desk, table: string): Promise<string[]> {
  return asActor(desk.db, desk.token, async (tx) => {
    const { rows } = await sql<{ line: string }>`
      select t::text as line from ${sql.table(`trefoil.${table}`)} t order by 1`.execute(tx)
    return rows.map((row) => row.line)
  })
}

async function allOf(table: string, columns = ''): Promise<({ line: string } & Record<string, unknown>)[]> {
  return city.ask(`select t::text as line${columns} from trefoil.${table} t order by 1`)
}

async function scopedRows(table: (typeof SCOPED)[number]): Promise<(Scoped & { line_text: string; party: number })[]> {
  const id = table === 'organization' ? 't.id' : 't.organization_id'
  const party = table === 'coverage' ? 't.party_organization_id' : '0'
  return city.ask(`select t::text as line_text, t.scope / 64 as place, t.scope % 64 as line, o.code as owner,
    ${party} as party from trefoil.${table} t join trefoil.organization o on o.id = ${id} order by 1`)
}

/** Ids of the Party organizations that a holder of the grants sees: over what they or those below them cover. */
async function partiesOf(grants: readonly TestGrant[]): Promise<Set<number>> {
  const covered = await city.ask<Scoped & { party: number; now: boolean }>(`
    select c.party_organization_id as party, c.scope / 64 as place, c.scope % 64 as line, o.code as owner,
      upper_inf(c.known) as now from coverage c join organization o on o.id = c.organization_id`)
  const above = await city.ask<{ id: number; superior: number }>(`
    select distinct f.party_organization_id as id, p.id as superior from party_organization_fact f
    join party_organization p on p.key = f.superior where upper_inf(f.known)`)
  const seen = new Set<number>()
  for (const row of covered) {
    const byScope = grants.some((grant) => grant.organization === undefined && row.now && reaches(grant, row))
    const byOwn = grants.some((grant) => grant.organization !== undefined && reaches(grant, row))
    if (byScope || byOwn) seen.add(row.party)
    const superiors = above.filter((one) => byScope && one.id === row.party)
    for (const one of superiors) seen.add(one.superior)
  }
  return seen
}

async function expectOracle(grants: readonly TestGrant[]): Promise<void> {
  const desk = await city.deskOf(grants)
  const seesAll = grants.some(
    (one) => isActive(one) && one.place === undefined && one.lines === undefined && one.organization === undefined,
  )
  for (const table of SCOPED) {
    const right = (await scopedRows(table)).filter((row) => grants.some((grant) => reaches(grant, row)))
    expect(await seenBy(desk, table), table).toEqual(right.map((row) => row.line_text))
  }
  for (const table of REFERENCE) {
    expect(await seenBy(desk, table), table).toEqual((await allOf(table)).map((row) => row.line))
  }
  const parties = await partiesOf(grants)
  const isSeen = (row: Record<string, unknown>) => seesAll || parties.has(Number(row['party']))
  for (const [table, column] of [
    ['party_organization', 't.id'],
    ['party_organization_fact', 't.party_organization_id'],
  ] as const) {
    const right = (await allOf(table, `, ${column} as party`)).filter(isSeen)
    expect(await seenBy(desk, table), table).toEqual(right.map((row) => row.line))
  }
  for (const table of OWN) {
    const own = table === 'grant_of' ? grants.length : 0
    expect(await seenBy(desk, table), table).toHaveLength(own)
  }
  // Other systems are known to whoever answers for the whole instance.
  const writesAll = grants.some(
    (one) =>
      isActive(one) && one.role !== 'reader' && [one.place, one.lines, one.organization].every((by) => by == null),
  )
  expect(await seenBy(desk, 'system'), 'system').toHaveLength(writesAll ? 1 : 0)
  const audit = await allOf('audit')
  expect(await seenBy(desk, 'audit'), 'audit').toHaveLength(seesAll ? audit.length : 0)
}

/** Line numbers of the small city: 0 none, 1 civil, 2 community, 4 education, 5 health. */
const EDU = 4

const NAMED: readonly (readonly [string, readonly TestGrant[]])[] = [
  ['no grant', []],
  ['the whole instance', [{ role: 'operator' }]],
  ['one district', [{ role: 'officer', place: '320402' }]],
  ['one township', [{ role: 'reader', place: '320404001' }]],
  [
    'civil affairs of one district and all of a township of the other: no product of the two',
    [
      { role: 'officer', place: '320402', lines: [1] },
      { role: 'officer', place: '320404001' },
    ],
  ],
  [
    'one line in each of two districts: no product of places and lines',
    [
      { role: 'officer', place: '320402', lines: [1] },
      { role: 'reader', place: '320404', lines: [EDU] },
    ],
  ],
  ['one industry over the city', [{ role: 'officer', place: '320400', lines: [EDU] }]],
  ['one line over the whole instance, also where no place is known', [{ role: 'officer', lines: [1] }]],
  ['a grant that has run out', [{ role: 'officer', place: '320402', valid: '[2000-01-01,2001-01-01)' }]],
  ['a grant that has not begun', [{ role: 'officer', valid: '[2999-01-01,)' }]],
  ['no lines at all', [{ role: 'officer', place: '320402', lines: [] }]],
  ['one organization', [{ role: 'organization', organization: 'A1' }]],
  ['an organization that moved', [{ role: 'organization', organization: 'B3' }]],
]

test.each(NAMED)('sees exactly what the grants say: %s', (_name, grants) => expectOracle(grants))

const anyGrant: fc.Arbitrary<TestGrant> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      role: fc.constantFrom('operator' as const, 'officer' as const, 'reader' as const),
      place: fc.constantFrom(undefined, '320400', '320402', '320404', '320402001', '320402002', '320404001'),
      lines: fc.option(fc.subarray([0, 1, 2, EDU]), { nil: undefined }),
      valid: fc.constantFrom('[1900-01-01,)', '[1900-01-01,)', '[2000-01-01,2001-01-01)'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      role: fc.constant('organization' as const),
      organization: fc.constantFrom('A1', 'A2', 'B1', 'B3', 'N2'),
    }),
  },
)

test('sees exactly what any grants together say', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyGrant, { maxLength: 4 }), expectOracle), { numRuns: 20 })
})

test.each([
  ['no token', ''],
  ['a forged token', 'forged'],
])('%s shows nothing', async (_name, token) => {
  for (const table of [
    ...SCOPED,
    ...REFERENCE,
    'audit',
    'batch',
    'party_organization',
    'command',
    'grant_of',
    'system',
  ]) {
    expect(await seenBy({ ...city.desk, token }, table), table).toEqual([])
  }
})

test('a session that ended and an account that is closed show nothing', async () => {
  const whole: TestGrant[] = [{ role: 'operator' }]
  const ended = await city.deskOf(whole, { expires: '2020-01-01' })
  const closed = await city.deskOf(whole, { disabled: true })
  expect(await seenBy(await city.deskOf(whole), 'organization')).not.toEqual([])
  for (const desk of [ended, closed]) {
    for (const table of ['organization', 'standing', 'place', 'audit']) expect(await seenBy(desk, table)).toEqual([])
  }
})

test.each(['account', 'session', 'sign_in_try', 'migration', 'system_token'])(
  'the application reads no row of %s whole',
  async (table) => {
    await expect(seenBy(city.desk, table)).rejects.toMatchObject({ code: '42501' })
  },
)
