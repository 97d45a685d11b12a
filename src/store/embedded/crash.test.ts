import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, buildChild, clearFolders, newFolder, QUICK, startChild } from '../../../test/embedded/children.ts'
import { findReadyServer } from './postmaster.ts'
import { findProcess, isAlive, isGoneWithin, listPostgresOf, type ProcessMark } from './process.ts'
import { startEmbedded } from './embedded.ts'

const folder = newFolder()
const options = { dataDir: join(folder, 'data'), sharedDir: join(folder, 'shared'), account: 'nobody', settings: QUICK }
const cluster = join(options.dataDir, 'pg18')
let script: string

beforeAll(async () => {
  script = await buildChild(newFolder())
  await startChild(script, options, 'stop').ended
})

afterAll(clearFolders)

function getServer(): ProcessMark {
  const running = findReadyServer(cluster)
  if (!running) throw new Error(`No server runs in ${cluster}`)
  return running.mark
}

describe('after a kill -9 of the process that started the server', () => {
  test('the next start takes the server over and ends it with itself', async () => {
    const child = startChild(script, options, 'bare')
    const { port, migratorUrl } = await child.next()
    await ask(migratorUrl, 'create table if not exists kept as select 7 as seven')
    const left = getServer()
    child.process.kill('SIGKILL')
    await child.ended
    expect(await isGoneWithin(left, 300), 'the server outlives a kill -9').toBe(false)

    const next = await startEmbedded(options)
    expect(next).toMatchObject({ owned: true, port })
    expect(getServer()).toEqual(left)
    expect(await ask(next.migratorUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    await next.stop()
    expect(listPostgresOf(cluster)).toEqual([])
  })

  test('and of the server too, the next start recovers every committed row', async () => {
    const child = startChild(script, { ...options, settings: { ...QUICK, fsync: 'on' } }, 'bare')
    const { migratorUrl } = await child.next()
    await ask(migratorUrl, 'create table committed as select generate_series(1, 1000) as number')
    child.process.kill('SIGKILL')
    process.kill(getServer().pid, 'SIGKILL')

    const next = await startEmbedded(options)
    expect(next.owned).toBe(true)
    expect(await ask(next.migratorUrl, 'select count(*)::int as count from committed')).toEqual([{ count: 1000 }])
    await next.stop()
  })

  test('sessions that outlive a killed server are waited for', async () => {
    const server = await startEmbedded(options)
    // Busy sessions do not notice at once that their server is dead.
    const busy = ask(server.migratorUrl, 'select count(*) from generate_series(1, 8000000)').catch(() => [])
    await ask(server.migratorUrl, 'select 1')
    const before = listPostgresOf(cluster).map((pid) => findProcess(pid))
    process.kill(getServer().pid, 'SIGKILL')
    const next = await startEmbedded(options)
    expect(before.length).toBeGreaterThan(1)
    expect(before.filter((mark) => mark && isAlive(mark))).toEqual([])
    await busy
    await next.stop()
  })
})

describe('two processes on one data folder', () => {
  test('that start at once share one server: one owns it, the other attaches', async () => {
    const children = [startChild(script, options, 'hold'), startChild(script, options, 'hold')]
    const words = await Promise.all(children.map((child) => child.next()))
    expect(words.filter((word) => word.owned)).toHaveLength(1)
    expect(words[0]?.port).toBe(words[1]?.port)
    for (const { appUrl } of words) expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }])

    // The attached one ends first: the server stays. Then the owner ends, and the server with it.
    const owner = words[0]?.owned === true ? 0 : 1
    const server = getServer()
    children[1 - owner]?.process.kill('SIGTERM')
    await children[1 - owner]?.ended
    expect(getServer()).toEqual(server)
    children[owner]?.process.kill('SIGTERM')
    await children[owner]?.ended
    expect(listPostgresOf(cluster)).toEqual([])
  })

  test('that start at once on an empty folder make one database', async () => {
    const fresh = { ...options, dataDir: join(newFolder(), 'data') }
    const children = [
      startChild(script, fresh, 'hold'),
      startChild(script, fresh, 'hold'),
      startEmbedded(fresh),
    ] as const
    const words = await Promise.all([children[0].next(), children[1].next(), children[2]])
    expect(words.filter((word) => word.owned)).toHaveLength(1)
    expect(new Set(words.map((word) => word.migratorUrl)).size).toBe(1)
    await words[2].stop()
    for (const child of [children[0], children[1]]) {
      child.process.kill('SIGTERM')
    }
    await Promise.all([children[0].ended, children[1].ended])
  })
})

describe('a process that ends takes its server along', () => {
  test('on Ctrl+C, which reaches the whole group, the server answers until the work is put away', async () => {
    const child = startChild(script, options, 'hold')
    const { pid } = await child.next()
    process.kill(-pid, 'SIGINT')
    expect(await child.next()).toEqual({ answer: 1 })
    expect(await child.ended).toBe(0)
    expect(listPostgresOf(cluster)).toEqual([])
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('on %s that it does not listen to', async (signal) => {
    const child = startChild(script, options, 'bare')
    await child.next()
    const server = getServer()
    child.process.kill(signal)
    expect(await child.ended).toBe(signal)
    expect(await isGoneWithin(server, 10_000)).toBe(true)
  })

  test('on an uncaught error', async () => {
    const child = startChild(script, options, 'throw')
    await child.next()
    expect(await child.ended).toBe(1)
    await expect.poll(() => listPostgresOf(cluster), { timeout: 10_000 }).toEqual([])
  })

  test('when the reader of its output goes away before it has said a word', async () => {
    const child = startChild(script, options, 'throw')
    child.process.stdout?.destroy()
    expect(await child.ended).not.toBe(0)
    await expect.poll(() => listPostgresOf(cluster), { timeout: 10_000 }).toEqual([])
  })
})
