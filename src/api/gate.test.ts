import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, LOGINS } from '../../test/city.ts'
import { openDatabase } from '../store/connection.ts'
import { askGate } from '../store/gate.ts'
import { signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'

let server: TestServer
let hall: Client
let first: Client
beforeAll(async () => {
  server = await startTestServer()
  hall = await signedIn(server.app, LOGINS.reader)
  first = await signedIn(server.app, LOGINS.first)
})
afterAll(() => server.stop())

function check(pass: string, body: object, client: Client = hall) {
  return client('POST', `/api/gates/${pass}/check`, { body, key: null })
}

type Answer = {
  facts: { key: string; value: unknown; source: string; register: unknown }[]
  findings: { rule: string; result: string }[]
  proposal: { outcome: string; because: string[]; grade?: string | null; gradeByScore?: string | null }
}

function factOf(answer: Answer, key: string) {
  return answer.facts.find((fact) => fact.key === key)
}

describe('a registration hall asks the first pass', () => {
  test('with facts alone, without an organization and without a key', async () => {
    const facts = { commitment: true, surveyForm: true, charterText: '无', fullMembers: 4 }
    const reply = await check('registration', { facts })
    expect(reply.statusCode).toBe(200)
    const answer = reply.json()
    expect(answer).toMatchObject({ pass: 'registration', organization: null, legalOrder: 'state' })
    expect(answer.proposal).toMatchObject({ outcome: 'supplement', because: ['G1'], remedies: [] })
    expect(answer.proposal.followUps.map((one: { kind: string }) => one.kind)).toEqual([
      'assignBody',
      'foundPartyOrganization',
    ])
    expect(JSON.stringify(answer.facts)).not.toContain('无')
  })

  test('about an organization, whose facts the register fills in', async () => {
    const answer: Answer = (await check('registration', { organization: CODES.due, facts: { act: 'change' } })).json()
    expect(factOf(answer, 'fullMembers')).toEqual({ key: 'fullMembers', value: 4, source: 'register', register: 4 })
    expect(factOf(answer, 'hasPartyOrganization')).toMatchObject({ value: false, source: 'register' })
    expect(factOf(answer, 'commitment')).toMatchObject({ value: null, source: 'unknown' })
  })

  test('and what it states itself comes first, with the register’s word beside it', async () => {
    const answer: Answer = (await check('registration', { organization: CODES.due, facts: { fullMembers: 1 } })).json()
    expect(factOf(answer, 'fullMembers')).toEqual({ key: 'fullMembers', value: 1, source: 'given', register: 4 })
  })
})

test('the second pass finds an organization that should have a Party organization and has none', async () => {
  const answer: Answer = (
    await check('annual-report', { organization: CODES.due, asOf: '2026-03-01', facts: {} })
  ).json()
  expect(answer.findings.find((one) => one.rule === 'B3')?.result).toBe('fail')
  expect(answer.proposal).toMatchObject({ outcome: 'rectificationNotice', because: ['B3', 'B6'] })
  expect(factOf(answer, 'year')?.value).toBe(2025)
})

test('the third pass caps the grade by the veto, keeps the score’s grade, and lets the other through', async () => {
  const facts = {
    lastReport: 'ok',
    reportBefore: 'ok',
    penaltyOpen: false,
    underInvestigation: false,
    onList: false,
    score: 920,
  }
  const asOf = '2026-03-01'
  const due: Answer = (await check('evaluation', { organization: CODES.due, asOf, facts })).json()
  expect(due.proposal).toMatchObject({ outcome: 'vetoed', grade: '2A', gradeByScore: '4A', because: ['V'] })
  const own: Answer = (await check('evaluation', { organization: CODES.own, asOf, facts })).json()
  expect(own.proposal).toMatchObject({ outcome: 'eligible', grade: '4A', gradeByScore: '4A' })
})

test('the same facts under the same pack give the same answer, whenever they are asked again', async () => {
  const body = { organization: CODES.own, asOf: '2026-02-01', policy: 'cn-example-2018', facts: { score: 850 } }
  const [once, again] = [await check('evaluation', body), await check('evaluation', body)]
  expect(once.json()).toEqual(again.json())
  const { facts, policy } = once.json()
  const given = Object.fromEntries(
    facts.flatMap(({ key, value }: { key: string; value: unknown }) => (value === null ? [] : [[key, value]])),
  )
  const replayed = await check('evaluation', { asOf: '2026-02-01', policy, facts: given })
  expect(replayed.json().proposal).toEqual(once.json().proposal)
})

test.each([
  ['a fact that no rule knows', 'registration', { facts: { colour: 'red' } }, 400],
  ['a day of no calendar', 'annual-report', { facts: { filedOn: '2026-02-30' } }, 400],
  ['a standing that is none', 'evaluation', { facts: { standing: 'lost' } }, 400],
  ['a pack that is not there', 'evaluation', { policy: 'moon', facts: {} }, 404],
  ['an organization that is not there', 'evaluation', { organization: 'X', facts: {} }, 404],
])('%s is refused', async (_what, pass, body, status) => {
  expect((await check(pass, body)).statusCode).toBe(status)
})

test('an organization of another district is not found, and nothing that was asked is stored', async () => {
  const far = await check('evaluation', { organization: CODES.canary, facts: {} }, first)
  expect([far.statusCode, far.json().code]).toEqual([404, 'NOT_FOUND'])
  expect((await hall('GET', '/api/cases?box=open')).json().total).toBe(0)
})

describe('the one statement of a question', () => {
  const asked = (token: string, code: string) => ({ token, permit: '', code, asOf: null, pack: 'cn-example-2018' })

  test('looks with the rights of its own token, and leaves nothing of it to the connection', async () => {
    const db = openDatabase(server.city.appUrl, 1)
    try {
      const [district, other] = [await server.city.deskOf(LOGINS.first), await server.city.deskOf(LOGINS.second)]
      expect((await askGate(db, asked(district.token, CODES.own))).register?.code).toBe(CODES.own)
      const { rows } = await sql<{ token: string }>`
        select coalesce(current_setting('trefoil.token', true), '') as token, trefoil.actor_id() as actor`.execute(db)
      expect(rows).toEqual([{ token: '', actor: null }])
      expect((await askGate(db, asked(other.token, CODES.own))).register).toBeNull()
      expect(await askGate(db, asked('', CODES.own))).toMatchObject({ actor: null, register: null, root: null })
      expect((await askGate(db, asked(district.token, CODES.canary))).register).toBeNull()
    } finally {
      await db.destroy()
    }
  })

  test('keeps askers apart where many ask at once on few connections', async () => {
    const db = openDatabase(server.city.appUrl, 2)
    try {
      const desks = [await server.city.deskOf(LOGINS.first), await server.city.deskOf(LOGINS.second)]
      const seen = await Promise.all(
        Array.from({ length: 60 }, async (_, one) => {
          const { register } = await askGate(db, asked(desks[one % 2]?.token ?? '', CODES.canary))
          return register?.code ?? null
        }),
      )
      expect(seen).toEqual(Array.from({ length: 60 }, (_, one) => (one % 2 === 0 ? null : CODES.canary)))
    } finally {
      await db.destroy()
    }
  })
})
