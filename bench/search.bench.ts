import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { buildApp } from '../src/api/app.ts'
import { createAccounts } from '../src/store/account.ts'
import { hash } from '@node-rs/argon2'
import { loadDemo, PASSWORD_COST } from '../src/work/demo.ts'
import { openDatabase } from '../src/store/connection.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { freshBench, type BenchDatabase } from './city.ts'
import { median, percentile, printFigure, timed } from './figures.ts'
import { growCity } from './large-city.ts'

const ORGANIZATIONS = 100_000
const ROUNDS = 40
const COMMUNITY = '320404001001'
const BAR = '<= 150 ms'

/** What is asked, each in a few spellings: p95 is taken over all of them. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  list: ['', 'sort=name'],
  'sorted by place, members, day': ['sort=place', 'sort=members', 'sort=registered'],
  'filtered list': [
    'kind=service',
    'standing=shouldBeBuilt',
    'status=dormant',
    'without=body',
    'kind=association&grade=4A',
  ],
  'part of a name': ['q=养老', 'q=晨光', 'q=博爱养老', 'q=协会', 'q=服务中心', 'q=社'],
  pinyin: ['q=yanglao', 'q=chenguang', 'q=boaiyanglao', 'q=xiehui', 'q=tongxin'],
  initials: ['q=yl', 'q=cg', 'q=baylfwzx', 'q=xh', 'q=czs'],
  code: ['q=B13204', 'q=0000000123', 'q=B9', 'q=52320'],
  'nothing found': ['q=鑫鑫鑫', 'q=zzzzqq', 'q=X99'],
}

const bench = await openCity()
const app = await buildApp({ db: bench.db, packs: bench.desk.packs, demo: true, dataDir: bench.folder })
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const city = await measure('city')
const community = await measure('community')
printFigure('community to city, p95 of all', community / city, '', '<= 1.5')
await app.close()
await bench.close()

type Opened = Pick<BenchDatabase, 'db' | 'desk' | 'folder' | 'close'>

/** The grown demo city in a database of its own, or the one that an earlier run left at BENCH_DATABASE. */
async function openCity(): Promise<Opened> {
  const url = process.env['BENCH_DATABASE']
  if (url !== undefined) return openKept(url)
  const made = await freshBench()
  const { migratorUrl } = made.server
  await loadDemo(migratorUrl, made.desk, { seed: 7 })
  printFigure('organizations on record', await growCity(migratorUrl, ORGANIZATIONS), '')
  const passwordHash = await hash(DEMO_PASSWORD, PASSWORD_COST)
  const grants = [{ role: 'officer' as const, placeCode: COMMUNITY, lines: null, organizationCode: null }]
  const account = { login: 'community', titleZh: '社区', titleEn: 'community', passwordHash, demo: false, grants }
  await createAccounts(migratorUrl, [account])
  return made
}

async function openKept(url: string): Promise<Opened> {
  const db = openDatabase(url, 10)
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-bench-'))
  return { db, folder, desk: { db, token: '', packs: loadPacks() }, close: () => db.destroy() }
}

/** One user's questions over HTTP, one after another; gives p95 of all. */
async function measure(login: string): Promise<number> {
  const cookie = await signIn(login)
  const all: number[] = []
  for (const [name, queries] of Object.entries(QUESTIONS)) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const query = queries[round % queries.length] ?? ''
      const { seconds } = await timed(() => ask(cookie, query))
      if (round >= queries.length) times.push(seconds * 1000)
    }
    all.push(...times)
    printFigure(`${login}: ${name}, p50`, median(times), 'ms')
    printFigure(`${login}: ${name}, p95`, percentile(times, 0.95), 'ms', BAR)
  }
  const p95 = percentile(all, 0.95)
  printFigure(`${login}: all, p95`, p95, 'ms', BAR)
  return p95
}

async function ask(cookie: string, query: string): Promise<void> {
  const reply = await fetch(`${address}/api/organizations?${encodeURI(query)}`, { headers: { cookie } })
  const body = await reply.text()
  if (reply.status !== 200) throw new Error(`${reply.status} ${query} ${body}`)
  if (process.env['BENCH_VERBOSE'] !== undefined) process.stdout.write(`${query} ${JSON.parse(body).total}\n`)
}

async function signIn(login: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  if (reply.status !== 200) throw new Error(await reply.text())
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}
