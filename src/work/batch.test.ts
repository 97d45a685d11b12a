import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { creditCode, csvOf, FIRST, LOGINS, ORGANIZATIONS, smallCity, type City } from '../../test/city.ts'
import { openBatchOffice, sweepUploads, type BatchOffice } from './batch-office.ts'
import { makeQueue } from './batch-queue.ts'
import { takeUpload, type UploadPart } from './batch-upload.ts'
import { commitBatch, getBatch } from './batch.ts'
import type { Desk } from './desk.ts'
import { listOrganizations } from './register.ts'
import { signOut } from './session.ts'

let city: City
let office: BatchOffice
const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-batch-'))
beforeAll(async () => {
  city = await smallCity()
  office = openBatchOffice(dataDir, () => undefined)
})
afterAll(async () => {
  await office.queue.settled()
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

/** Holds the queue until the given work is done. */
async function whileHeld(work: () => Promise<void>): Promise<void> {
  let free: () => void = () => undefined
  office.queue.add(randomUUID(), () => new Promise<void>((resolve) => (free = resolve)))
  await Promise.resolve()
  await work()
  free()
  await office.queue.settled()
}

test('an import whose session ends while it waits writes nothing and says why', async () => {
  const [desk, later] = [await city.deskOf(LOGINS.first), await city.deskOf(LOGINS.first)]
  const before = await totalOf(later)
  const { id } = await takeUpload(keyed(desk), office, upload(201))
  await office.queue.settled()
  await whileHeld(async () => {
    expect(await commitBatch(keyed(desk), office, id)).toMatchObject({ state: 'importing' })
    expect((await getBatch(later, office, id, 0)).batch.state).toBe('importing')
    await signOut(desk)
  })
  const { batch } = await getBatch(later, office, id, 0)
  expect(batch.state).toBe('failed')
  expect(batch.failure?.en).toContain('session ended')
  expect(await totalOf(later)).toBe(before)
})

test('a batch that waits is under way for whoever asks, also between its row and its start', async () => {
  const desk = await city.deskOf(LOGINS.first)
  await whileHeld(async () => {
    const { id } = await takeUpload(keyed(desk), office, upload(202))
    expect((await getBatch(desk, office, id, 0)).batch).toMatchObject({ state: 'checking', failure: null })
  })
})

test('uploads older than a day are removed, and their import then asks for the files again', async () => {
  const desk = await city.deskOf(LOGINS.first)
  const old = await takeUpload(keyed(desk), office, upload(203))
  const recent = await takeUpload(keyed(desk), office, upload(204))
  await office.queue.settled()
  const dayAgo = Date.now() / 1000 - 25 * 3600
  utimesSync(join(office.folder, old.id), dayAgo, dayAgo)
  await sweepUploads(office, Date.now())
  expect(readdirSync(office.folder)).toContain(recent.id)
  expect(readdirSync(office.folder)).not.toContain(old.id)
  await expect(commitBatch(keyed(desk), office, old.id)).rejects.toMatchObject({ code: 'FILE_REFUSED' })
  expect((await getBatch(desk, office, old.id, 0)).batch.sheets).toMatchObject([{ created: 1 }])
})

test('jobs run one after another, each id once at a time, and one that fails stops none', async () => {
  const heard: unknown[] = []
  const queue = makeQueue((error) => heard.push(error))
  const order: string[] = []
  const job = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push(`${name} ends`)
    if (name === 'a') throw new Error('a fails')
  }
  queue.add('a', job('a'))
  queue.add('a', job('again'))
  queue.add('b', job('b'))
  queue.reserve('c')
  expect([queue.holds('a'), queue.holds('b'), queue.holds('c'), queue.holds('d')]).toEqual([true, true, true, false])
  queue.release('c')
  await queue.settled()
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(heard).toHaveLength(1)
  expect([...queue.held()]).toEqual([])
})
