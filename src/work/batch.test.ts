import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { creditCode, csvOf, FIRST, LOGINS, ORGANIZATIONS, smallCity, type City } from '../../test/city.ts'
import { ask } from '../../test/embedded/children.ts'
import { openTestJobs, settledBatch, type TestJobs } from '../../test/jobs.ts'
import { asActor } from '../store/connection.ts'
import { beginAttempt, listUnfinishedBatches, openJobSession } from '../store/job-progress.ts'
import { newToken } from '../store/session.ts'
import { sweepUploads, type BatchOffice } from './batch-office.ts'
import { runBatch } from './batch-run.ts'
import { takeUpload, type UploadPart } from './batch-upload.ts'
import { checkAgain, commitBatch, getBatch, listMyBatches, stopBatch } from './batch.ts'
import type { Desk } from './desk.ts'
import { listOrganizations } from './register.ts'
import { signOut } from './session.ts'

let city: City
let house: TestJobs
let office: BatchOffice
const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-batch-'))
beforeAll(async () => {
  city = await smallCity()
  house = await openTestJobs(city, dataDir)
  office = house.batches
})
afterAll(async () => {
  await house.jobs.close()
  await city.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function* upload(number: number): AsyncGenerator<UploadPart> {
  const row = { ...ORGANIZATIONS[1], code: creditCode(FIRST.district, number), name: `会${number}` }
  yield { kind: 'field', name: 'asOf', value: '2026-02-01' }
  yield { kind: 'file', name: 'organizations.csv', stream: Readable.from([csvOf([row])]) }
}

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
const totalOf = async (desk: Desk) => (await listOrganizations(desk, { asOf: '2026-02-02' }, {}, {})).total
const stateOf = async (desk: Desk, id: string) => (await getBatch(desk, office, id, 0)).batch.state
/** The work on a batch, as the queue has it done. */
const run = async (id: string) => runBatch(await house.jobs.system(), office, id)

async function checked(desk: Desk, number: number): Promise<string> {
  const { id } = await takeUpload(keyed(desk), office, upload(number))
  await run(id)
  expect(await stateOf(desk, id)).toBe('checked')
  return id
}

test('an import that was ordered goes on when its session has ended, as the account that ordered it', async () => {
  const [desk, later] = [await city.deskOf(LOGINS.first), await city.deskOf(LOGINS.first)]
  const before = await totalOf(later)
  const id = await checked(desk, 201)
  expect(await commitBatch(keyed(desk), office, id)).toMatchObject({ state: 'importing', progress: null })
  await signOut(desk)
  expect((await getBatch(later, office, id, 0)).batch).toMatchObject({
    state: 'importing',
    progress: { step: 'waiting', done: 0 },
  })
  await run(id)
  expect(await stateOf(later, id)).toBe('done')
  expect(await totalOf(later)).toBe(before + 1)
  const [audit] = await ask(
    city.adminUrl,
    `select a.login, count(*)::int as acts from trefoil.audit u join trefoil.account a on a.id = u.account_id
     where u.act = 'import' and u.subject = 'batch ${id}' group by 1`,
  )
  expect(audit).toEqual({ login: LOGINS.first, acts: 1 })
})

test('a batch that is taken up twice, or by two at once, is imported once', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const before = await totalOf(desk)
  const id = await checked(desk, 205)
  await commitBatch(keyed(desk), office, id)
  await Promise.all([run(id), run(id)])
  await run(id)
  expect(await stateOf(desk, id)).toBe('done')
  expect(await totalOf(desk)).toBe(before + 1)
})

test('a job of an account that was disabled, or may write no more, writes nothing and says why', async () => {
  const desk = await city.deskOf(LOGINS.second)
  const before = await totalOf(city.desk)
  const row = { ...ORGANIZATIONS[6], code: creditCode('320404', 206), name: '会206' }
  async function* parts(): AsyncGenerator<UploadPart> {
    yield { kind: 'file', name: 'organizations.csv', stream: Readable.from([csvOf([row])]) }
  }
  const { id } = await takeUpload(keyed(desk), office, parts())
  const change = (set: string) =>
    ask(city.adminUrl, `update trefoil.account set disabled_at = ${set} where login = '${LOGINS.second}'`)
  await change('now()')
  await run(id)
  await change('null')
  const { batch } = await getBatch(desk, office, id, 0)
  expect(batch).toMatchObject({ state: 'failed', failure: { en: expect.stringContaining('disabled') } })
  expect(await totalOf(city.desk)).toBe(before)
})

test('only the server itself opens a session for a job, and only for one that is under way', async () => {
  const desk = await city.deskOf(LOGINS.city)
  const id = await checked(desk, 207)
  const token = newToken()
  await expect(asActor(desk.db, desk.token, (tx) => openJobSession(tx, id, token))).rejects.toThrow('server itself')
  expect(await asActor(desk.db, desk.token, listUnfinishedBatches)).toEqual([])
  const system = await house.jobs.system()
  expect(await asActor(desk.db, system.token, (tx) => openJobSession(tx, id, token))).toBe('ended')
  expect(await asActor(desk.db, system.token, (tx) => openJobSession(tx, randomUUID(), token))).toBe('ended')
})

test('an import that is stopped before its end leaves nothing, and can be started again', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const before = await totalOf(desk)
  const id = await checked(desk, 208)
  await commitBatch(keyed(desk), office, id)
  expect(await stopBatch(keyed(desk), id)).toMatchObject({ state: 'checked', progress: null })
  await run(id)
  expect([await stateOf(desk, id), await totalOf(desk)]).toEqual(['checked', before])
  await expect(stopBatch(keyed(desk), id)).rejects.toMatchObject({ code: 'BATCH_NOT_READY' })
  await commitBatch(keyed(desk), office, id)
  await run(id)
  expect([await stateOf(desk, id), await totalOf(desk)]).toEqual(['done', before + 1])
})

test('a check that is stopped can be done again', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const { id } = await takeUpload(keyed(desk), office, upload(209))
  expect(await stopBatch(keyed(desk), id)).toMatchObject({ state: 'stopped' })
  await run(id)
  expect(await stateOf(desk, id)).toBe('stopped')
  expect(await checkAgain(keyed(desk), office, id)).toMatchObject({ state: 'checking' })
  await run(id)
  expect((await getBatch(desk, office, id, 0)).batch).toMatchObject({ state: 'checked', sheets: [{ created: 1 }] })
})

test('work that ends its process again and again is given up with a word', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const { id } = await takeUpload(keyed(desk), office, upload(210))
  for (let time = 0; time < 30; time += 1) await asActor(desk.db, desk.token, (tx) => beginAttempt(tx, id))
  await run(id)
  const { batch } = await getBatch(desk, office, id, 0)
  expect(batch).toMatchObject({ state: 'failed', failure: { en: expect.stringContaining('again and again') } })
})

test('uploads older than a day are removed, and their import then asks for the files again', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const [old, recent] = [await checked(desk, 203), await checked(desk, 204)]
  const dayAgo = Date.now() / 1000 - 25 * 3600
  utimesSync(join(office.folder, old), dayAgo, dayAgo)
  await sweepUploads(office, Date.now())
  expect(readdirSync(office.folder)).toContain(recent)
  expect(readdirSync(office.folder)).not.toContain(old)
  await expect(commitBatch(keyed(desk), office, old)).rejects.toMatchObject({ code: 'FILE_REFUSED' })
  expect((await getBatch(desk, office, old, 0)).batch.sheets).toMatchObject([{ created: 1 }])
})

test('what was left under way is taken up by the next start within seconds, and whatever is ordered then at once', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const { id } = await takeUpload(keyed(desk), office, upload(211))
  expect((await listMyBatches(desk)).find((batch) => batch.id === id)).toMatchObject({ state: 'checking' })
  // A start that finds a job which another process has taken and never ended.
  await ask(city.adminUrl, `update pgboss.job set state = 'active', started_on = now() where data ->> 'id' = '${id}'`)
  const started = performance.now()
  await house.begin()
  expect((await settledBatch(desk, office, id)).batch.state).toBe('checked')
  await commitBatch(keyed(desk), office, id)
  expect((await settledBatch(desk, office, id)).batch.state).toBe('done')
  expect(performance.now() - started).toBeLessThan(15_000)
  expect(house.heard).toEqual([])
})

test('a job of the queue holds an id and nothing else', async () => {
  const jobs = await ask(city.adminUrl, `select distinct data from pgboss.job where name = 'batches'`)
  for (const { data } of jobs) expect(Object.keys(Object(data))).toEqual(['id'])
  expect(jobs.length).toBeGreaterThan(0)
})
