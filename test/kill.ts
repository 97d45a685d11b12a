import { hash } from '@node-rs/argon2'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createAccounts } from '../src/store/account.ts'
import { migrate } from '../src/store/migrate.ts'
import { PASSWORD_COST } from '../src/work/demo.ts'
import { contentHash } from './content.ts'

const LOGIN = 'kill-clerk'
const PASSWORD = 'a quiet river stone'

/** A database in which a workbook has been checked and waits for its import, to be copied for each round. */
export type KillStage = {
  readonly serverUrl: string
  readonly base: string
  readonly folder: string
  readonly cookie: string
  readonly batch: string
  readonly rows: number
  readonly close: () => Promise<void>
}

/** Uploads the workbook to a server of its own, has it checked, and stops that server. */
export async function openKillStage(serverUrl: string, folder: string, workbook: string): Promise<KillStage> {
  const base = `kill_${randomBytes(6).toString('hex')}`
  await execute(serverUrl, `create database ${base}`)
  await migrate(urlOf(serverUrl, base))
  await createAccounts(urlOf(serverUrl, base), [
    {
      login: LOGIN,
      titleZh: '导入员',
      titleEn: 'clerk',
      passwordHash: await hash(PASSWORD, PASSWORD_COST),
      demo: false,
      grants: [{ role: 'officer', placeCode: null, lines: null, organizationCode: null }],
    },
  ])
  const server = await startServing(urlOf(serverUrl, base), join(folder, 'base'))
  const cookie = await signIn(server.address)
  const form = new FormData()
  form.set('asOf', '2026-10-31')
  form.append('files', new File([await readFile(workbook)], 'city.xlsx'))
  const { id } = await send(server.address, cookie, '/api/imports', form)
  const checked = await settled(server.address, cookie, String(id))
  const rows = checked.sheets.reduce((sum, sheet) => sum + sheet.rows, 0)
  if (checked.state !== 'checked') throw new Error(`The check ended as ${checked.state}.`)
  await stop(server.process, 'SIGTERM')
  const close = () => execute(serverUrl, `drop database if exists ${base} with (force)`)
  return { serverUrl, base, folder, cookie, batch: String(id), rows, close }
}

export type Round = {
  readonly hash: string
  /** Whether the import was under way when its server was killed. */
  readonly underWay: boolean
  /** How often the audit has the import, and the state of the batch. */
  readonly imports: number
  readonly state: string
  /** From the order to the end, the death and the new start included. */
  readonly seconds: number
  /** From the new start to the end. */
  readonly resumed: number
}

/** Imports the checked workbook on a copy; `killAfter` milliseconds after the order its server dies and another starts. */
export async function playRound(stage: KillStage, killAfter: number | undefined): Promise<Round> {
  const name = `${stage.base}_${randomBytes(4).toString('hex')}`
  await execute(stage.serverUrl, `create database ${name} template ${stage.base}`)
  const url = urlOf(stage.serverUrl, name)
  const data = join(stage.folder, name)
  mkdirSync(data)
  cpSync(join(stage.folder, 'base', 'uploads'), join(data, 'uploads'), { recursive: true })
  let server = await startServing(url, data)
  try {
    await send(server.address, stage.cookie, `/api/imports/${stage.batch}/commit`)
    const ordered = performance.now()
    let [underWay, restarted] = [false, ordered]
    if (killAfter !== undefined) {
      await sleep(killAfter)
      await stop(server.process, 'SIGKILL')
      underWay = (await stateOf(url, stage.batch)).state === 'importing'
      restarted = performance.now()
      server = await startServing(url, data)
    }
    const { state } = await settled(server.address, stage.cookie, stage.batch)
    const ended = performance.now()
    const kept = await stateOf(url, stage.batch)
    const seconds = (ended - ordered) / 1000
    return { ...kept, state, underWay, seconds, resumed: (ended - restarted) / 1000, hash: await hashOf(url) }
  } finally {
    await stop(server.process, 'SIGTERM')
    await execute(stage.serverUrl, `drop database if exists ${name} with (force)`)
  }
}

type Serving = { readonly process: ChildProcess; readonly address: string }

async function startServing(database: string, data: string): Promise<Serving> {
  const child = spawn(process.execPath, ['bin/trefoil.mjs', 'serve', '--port', '0', '--data', data], {
    env: { ...process.env, DATABASE_URL: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const address = /http:\/\/[\d.:]+/.exec(line)?.[0]
    if (address !== undefined) return { process: child, address }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  throw new Error(`The server ended with ${child.signalCode ?? child.exitCode} before it said where it is.`)
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

async function signIn(address: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login: LOGIN, password: PASSWORD }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function send(address: string, cookie: string, path: string, body?: FormData): Promise<Record<string, unknown>> {
  const headers = { cookie, origin: address, 'idempotency-key': randomUUID() }
  const reply = await fetch(`${address}${path}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) })
  if (reply.status !== 202) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

type Batch = { readonly state: string; readonly sheets: readonly { readonly rows: number }[] }

async function settled(address: string, cookie: string, batch: string): Promise<Batch> {
  for (;;) {
    const reply = await fetch(`${address}/api/imports/${batch}`, { headers: { cookie } })
    const found: { readonly batch: Batch } = await reply.json()
    if (found.batch.state !== 'checking' && found.batch.state !== 'importing') return found.batch
    await sleep(50)
  }
}

async function stateOf(url: string, batch: string): Promise<{ readonly state: string; readonly imports: number }> {
  const [row] = await query<{ state: string; imports: number }>(
    url,
    `select state, (select count(*)::int from trefoil.audit where act = 'import' and subject = 'batch ' || b.id) as imports
     from trefoil.batch b where id = '${batch}'`,
  )
  return row ?? { state: 'gone', imports: 0 }
}

async function hashOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=trefoil,public' })
  await client.connect()
  try {
    return await contentHash(async (statement: string) => (await client.query(statement)).rows)
  } finally {
    await client.end()
  }
}

async function query<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

async function execute(url: string, statement: string): Promise<void> {
  await query(url, statement)
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
