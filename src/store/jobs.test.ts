import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import { installJobs, openJobs, QUEUES } from './jobs.ts'
import { migrate } from './migrate.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const asApp = async (statement: string) => {
  const client = await desk.connect()
  try {
    await client.query('set role trefoil_app')
    return await client.query(statement)
  } finally {
    await client.query('reset role')
    client.release()
  }
}

test('the migrating role makes the queues; a second start changes nothing', async () => {
  const queues = () => desk.ask<{ name: string }>('select name, created_on from pgboss.queue order by name')
  const before = await queues()
  expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining([...QUEUES]))
  await migrate(desk.adminUrl)
  const client = new pg.Client({ connectionString: desk.adminUrl })
  await client.connect()
  await installJobs(client)
  await client.end()
  expect(await queues()).toEqual(before)
})

test.each([
  ['make a queue', `select pgboss.create_queue('mine', '{}')`],
  ['remove a queue', `select pgboss.delete_queue('batches')`],
  ['make a table', 'create table pgboss.mine (id int)'],
  ['change a queue', `update pgboss.queue set retry_limit = 0`],
] as const)('the application’s role cannot %s', async (_what, statement) => {
  await expect(asApp(statement)).rejects.toMatchObject({ code: '42501' })
})

test('an id waits once in a queue, is worked on once, and again when its work has failed', async () => {
  const heard: unknown[] = []
  const jobs = openJobs(desk.db, (error) => heard.push(error))
  await jobs.start()
  const send = (id: string) => desk.db.transaction().execute((tx) => jobs.send(tx, 'batches', id))
  await Promise.all([send('a'), send('a'), send('b')])
  const done: string[] = []
  let isFirst = true
  await jobs.take('batches', async (id) => {
    if (id === 'b' && isFirst) {
      isFirst = false
      throw new Error('a name that no table may hold')
    }
    done.push(id)
  })
  await expect.poll(() => done.toSorted(), { timeout: 5_000 }).toEqual(['a'])
  await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(1)
  const failed = () => desk.ask(`select output, state from pgboss.job where data ->> 'id' = 'b'`)
  await expect.poll(failed, { timeout: 5_000 }).toMatchObject([{ state: 'retry' }])
  expect(JSON.stringify(await failed())).not.toContain('a name')
  await desk.ask(`update pgboss.job set start_after = now() - interval '1 second' where state = 'retry'`)
  jobs.wake('batches')
  await expect.poll(() => done.toSorted(), { timeout: 5_000 }).toEqual(['a', 'b'])
  await jobs.stop()
})

test('a job by the clock is set in the time zone of the field', async () => {
  const jobs = openJobs(desk.db, () => undefined)
  await jobs.start()
  await jobs.every('caseClocks', '7 * * * *', async () => undefined)
  expect(await desk.ask('select name, cron, timezone from pgboss.schedule')).toEqual([
    { name: 'caseClocks', cron: '7 * * * *', timezone: 'Asia/Shanghai' },
  ])
  await jobs.stop()
})
