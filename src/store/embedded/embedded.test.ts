import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, clearFolders, newFolder, QUICK } from '../../../test/embedded/children.ts'
import { getNativeFolder, getUsableBinaries } from './binaries.ts'
import { listPostgresOf } from './process.ts'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'

const account = 'nobody'

afterAll(clearFolders)

function optionsFor(folder: string, settings: Readonly<Record<string, string>> = QUICK) {
  return { dataDir: join(folder, 'data'), sharedDir: join(folder, 'shared'), account, settings }
}

describe('a first start', () => {
  const options = optionsFor(newFolder(), { max_connections: '20' })
  let server: EmbeddedServer

  beforeAll(async () => {
    server = await startEmbedded(options)
  })

  test('gives a UTF-8 database in the order of code points, with fsync on, listening on this machine only', async () => {
    const [row] = await ask(
      server.migratorUrl,
      `select current_database() as database, current_user as role, pg_encoding_to_char(encoding) as encoding,
         datcollate as collation, current_setting('fsync') as fsync, current_setting('listen_addresses') as address,
         current_setting('unix_socket_directories') as sockets, current_setting('max_connections') as connections
       from pg_database where datname = current_database()`,
    )
    expect(row).toEqual({
      database: 'trefoil',
      role: 'trefoil_migrator',
      encoding: 'UTF8',
      collation: 'C',
      fsync: 'on',
      address: '127.0.0.1',
      sockets: '',
      connections: '20',
    })
    expect(server.owned).toBe(true)
  })

  test('gives the application a login without any special right', async () => {
    const [row] = await ask(
      server.appUrl,
      `select rolname as role, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as special
       from pg_roles where rolname = current_user`,
    )
    expect(row).toEqual({ role: 'trefoil_app', special: false })
  })

  test('asks for the password, which is in no log, no argument and no file that others read', async () => {
    const wrong = server.appUrl.replace(/:[^:@]+@/, ':wrong@')
    await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' })

    const secret = readFileSync(join(options.dataDir, 'secret.json'), 'utf8')
    const passwords: string[] = Object.values(JSON.parse(secret))
    const log = readFileSync(join(options.dataDir, 'postgres.log'), 'utf8')
    const [postmaster] = readFileSync(join(options.dataDir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')
    const parameters = process.platform === 'linux' ? readFileSync(`/proc/${postmaster ?? ''}/cmdline`, 'utf8') : ''
    expect(passwords).toHaveLength(2)
    for (const password of passwords) {
      expect(password).toMatch(/^[\w-]{32}$/)
      expect(server.migratorUrl + server.appUrl).toContain(password)
      expect(log + parameters).not.toContain(password)
    }
    for (const file of ['secret.json', 'postgres.log', 'owner.txt']) {
      expect(statSync(join(options.dataDir, file)).mode & 0o077, file).toBe(0)
    }
  })

  test('a second start in the same process attaches and its stop leaves the server running', async () => {
    const second = await startEmbedded({ ...options, database: 'another' })
    expect(second).toMatchObject({ owned: false, port: server.port })
    await second.stop()
    expect(await ask(second.appUrl, 'select current_database() as name')).toEqual([{ name: 'another' }])
  })

  test('a stop leaves no process, and the next start finds the data on the same port', async () => {
    await ask(server.migratorUrl, 'create table kept as select 7 as seven')
    await Promise.all([server.stop(), server.stop()])
    expect(listPostgresOf(join(options.dataDir, 'pg18'))).toEqual([])

    const next = await startEmbedded(options)
    expect(next).toMatchObject({ owned: true, port: server.port, migratorUrl: server.migratorUrl })
    expect(await ask(next.migratorUrl, 'select seven from kept')).toEqual([{ seven: 7 }])
    await next.stop()
  })
})

describe('a start that meets an obstacle', () => {
  const options = optionsFor(newFolder())

  test('takes another port when its own is taken, and starts during a stop wait for its end', async () => {
    const first = await startEmbedded(options)
    const [, second] = await Promise.all([first.stop(), startEmbedded(options)])
    expect(second).toMatchObject({ owned: true, port: first.port })
    await second.stop()

    const squatter = createServer().listen(first.port, '127.0.0.1')
    const third = await startEmbedded(options)
    expect(third.port).not.toBe(first.port)
    expect(await ask(third.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await third.stop()
    squatter.close()
  })

  test('passes over a lock file whose number belongs to another program now, and over one cut short', async () => {
    const lock = join(options.dataDir, 'pg18', 'postmaster.pid')
    for (const text of [`${process.pid}\n${join(options.dataDir, 'pg18')}\n1\n5432\n\n127.0.0.1\n\nready\n`, '']) {
      writeFileSync(lock, text)
      const server = await startEmbedded(options)
      expect(server.owned).toBe(true)
      await server.stop()
    }
  })

  test('passes over the start lock of a process that is gone', async () => {
    writeFileSync(join(options.dataDir, 'start.lock'), `${process.pid} another-boot:1\nticket`)
    const server = await startEmbedded(options)
    await server.stop()
  })

  test('says why a setting does not let the server start', async () => {
    const start = startEmbedded({ ...options, settings: { shared_buffers: 'many' } })
    await expect(start).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('shared_buffers'),
    })
  })

  test('names the password file when it is of another database, damaged or gone', async () => {
    const file = join(options.dataDir, 'secret.json')
    const refused = { code: 'UNAVAILABLE', message: expect.stringContaining(file) }
    for (const text of ['{"migrator":"another","app":"another"}', '{"migrator":1}', '']) {
      writeFileSync(file, text)
      await expect(startEmbedded(options), text).rejects.toMatchObject(refused)
      expect(listPostgresOf(join(options.dataDir, 'pg18'))).toEqual([])
    }
    rmSync(file)
    await expect(startEmbedded(options)).rejects.toMatchObject(refused)
  })

  test('names the data folder when it is no folder', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'data'), '')
    await expect(startEmbedded(optionsFor(folder))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining(join(folder, 'data')),
    })
  })
})

describe('a machine without a built-in PostgreSQL', () => {
  test.each(['win32-x64', 'sunos-sparc', 'linux-riscv64'])('%s is told of DATABASE_URL', (platform) => {
    expect(() => getNativeFolder(platform)).toThrow(/DATABASE_URL/)
  })

  test('another C library (the loader of the program is missing) is told of DATABASE_URL', () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'native', 'bin'), { recursive: true })
    writeFileSync(join(folder, 'native', 'bin', 'postgres'), '#!/no/such/loader\n', { mode: 0o755 })
    expect(() => getUsableBinaries(join(folder, 'native'), undefined, folder)).toThrow(/no built-in.*DATABASE_URL/)
  })
})
