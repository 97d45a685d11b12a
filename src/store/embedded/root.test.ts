import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ask,
  buildChild,
  clearFolders,
  layPackagesWithoutLinks,
  newFolder,
  QUICK,
  startChild,
} from '../../../test/embedded/children.ts'
import { findAccount, getServerAccount, isRoot, mayReach } from './account.ts'
import { startEmbedded } from './embedded.ts'

const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 }
const silent = () => undefined

afterAll(clearFolders)

describe.skipIf(!isRoot())('started as root (skipped for other users)', () => {
  test('the server runs under the named account, and goes on under the owner of its files', async () => {
    const folder = newFolder()
    const options = { dataDir: join(folder, 'data'), sharedDir: join(folder, 'shared'), settings: QUICK }
    const first = await startEmbedded({ ...options, account: 'nobody' })
    const postmaster = readFileSync(join(options.dataDir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0] ?? ''
    expect(statSync(`/proc/${postmaster}`).uid).toBe(NOBODY.uid)
    await first.stop()

    const second = await startEmbedded({ ...options, account: 'daemon' })
    await second.stop()
    expect(statSync(join(options.dataDir, 'pg18')).uid).toBe(NOBODY.uid)
  })

  test('files of a user without a passwd entry are given to the account', async () => {
    const folder = newFolder()
    const options = { dataDir: join(folder, 'data'), sharedDir: join(folder, 'shared'), settings: QUICK }
    await startEmbedded({ ...options, account: 'nobody' }).then((server) => server.stop())
    spawnSync('chown', ['-R', '54321:54321', join(options.dataDir, 'pg18')])
    expect(findAccount(54_321)).toBeUndefined()

    await startEmbedded({ ...options, account: 'nobody' }).then((server) => server.stop())
    expect(statSync(join(options.dataDir, 'pg18', 'base')).uid).toBe(NOBODY.uid)
  })

  test('the account is made where the system lets us, and is nobody where it does not', () => {
    const said: string[] = []
    const name = `trefoil-t${process.pid}`
    try {
      const made = getServerAccount(name, (text) => said.push(text.en))
      const mayAdd = spawnSync('useradd', ['--help']).status === 0
      expect(made.name).toBe(mayAdd ? name : 'nobody')
      expect(said).toHaveLength(mayAdd ? 1 : 0)
      expect(getServerAccount(name, () => said.push('again'))).toEqual(made)
      expect(said).not.toContain('again')
    } finally {
      spawnSync('userdel', [name])
    }
    // A name that no system accepts stands for a system that makes no account.
    expect(getServerAccount('not a name', silent)).toEqual(NOBODY)
    expect(() => getServerAccount('root', silent)).toThrow(/normal user.*DATABASE_URL/)
  })

  test('a data folder below a 0700 folder keeps its files in the shared place, and finds them again', async () => {
    const folder = newFolder()
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const said: string[] = []
    const options = {
      dataDir: join(closed, 'data'),
      sharedDir: join(folder, 'shared'),
      account: 'nobody',
      settings: QUICK,
      say: (line: string) => said.push(line),
    }
    const first = await startEmbedded(options)
    await ask(first.migratorUrl, 'create table kept as select 7 as seven')
    await first.stop()
    const place = readFileSync(join(options.dataDir, 'cluster-place.txt'), 'utf8').trim()
    expect(said).toEqual([expect.stringContaining(place)])
    expect(existsSync(join(place, 'pg18', 'PG_VERSION'))).toBe(true)
    expect(readdirSync(options.dataDir)).not.toContain('pg18')

    const second = await startEmbedded(options)
    expect(await ask(second.migratorUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    await second.stop()
    expect(said).toHaveLength(1)

    // A new data folder of the same name does not bring the old database back; the user hears of it.
    rmSync(options.dataDir, { recursive: true })
    const third = await startEmbedded(options)
    expect(await ask(third.migratorUrl, "select to_regclass('kept') as kept")).toEqual([{ kept: null }])
    await third.stop()
    expect(said[2]).toContain(place.split('/').at(-1))

    rmSync(join(folder, 'shared'), { recursive: true })
    await expect(startEmbedded(options)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  test('a cluster that its account can no longer reach is refused with the mend', async () => {
    const folder = newFolder()
    const options = { dataDir: join(folder, 'data'), account: 'nobody', settings: QUICK }
    await startEmbedded(options).then((server) => server.stop())
    chmodSync(folder, 0o700)
    await expect(startEmbedded(options)).rejects.toThrow(/nobody cannot reach .*chmod o\+x/)
  })

  test('a checkout below a 0700 folder, install scripts blocked: two starts at once copy the programs once', async () => {
    const checkout = newFolder()
    layPackagesWithoutLinks(checkout)
    const script = await buildChild(checkout)
    spawnSync('chmod', ['-R', 'go-rwx', checkout])
    const folder = newFolder()
    const sharedDir = join(folder, 'shared')
    const children = ['one', 'two'].map((name) =>
      startChild(script, { dataDir: join(folder, name), sharedDir, account: 'nobody' }, 'stop'),
    )
    const words = await Promise.all(children.map((child) => child.next()))
    expect(words.map((word) => word.owned)).toEqual([true, true])
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0])
    expect(readdirSync(sharedDir)).toEqual([expect.stringMatching(/^postgres-18\.\d+.*-\w+$/)])
  })
})

const seesModules = isRoot() && mayReach(process.cwd(), NOBODY) && mayReach(process.execPath, NOBODY)

describe.skipIf(!seesModules)('started as a normal user (run by root, from a checkout that others can read)', () => {
  let script: string
  let home: string

  beforeAll(async () => {
    const checkout = newFolder()
    layPackagesWithoutLinks(checkout)
    script = await buildChild(checkout)
    home = newFolder()
    spawnSync('chown', [`${NOBODY.uid}:${NOBODY.gid}`, home])
  })

  test('packages that are not its own and lack their links are completed in a copy in the data folder', async () => {
    const dataDir = join(home, 'data')
    const child = startChild(script, { dataDir }, 'hold', NOBODY)
    const { owned, appUrl } = await child.next()
    expect(owned).toBe(true)
    expect(await ask(appUrl, 'select current_user as role')).toEqual([{ role: 'trefoil_app' }])
    expect(statSync(join(dataDir, 'pg18')).uid).toBe(NOBODY.uid)
    expect(readdirSync(dataDir)).toContainEqual(expect.stringMatching(/^postgres-18/))
    child.process.kill('SIGTERM')
    expect(await child.ended).toBe(0)
  })

  test('a data folder of another user is refused by name', async () => {
    const dataDir = join(newFolder(), 'data')
    await startEmbedded({ dataDir, account: 'nobody', settings: QUICK }).then((server) => server.stop())
    const child = startChild(script, { dataDir }, 'stop', NOBODY)
    await expect(child.next()).rejects.toThrow(dataDir)
  })
})
