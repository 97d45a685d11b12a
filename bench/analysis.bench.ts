import { setTimeout as sleep } from 'node:timers/promises'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { buildApp } from '../src/api/app.ts'
import { analyseCoverage, analyseOfficial } from '../src/work/analysis.ts'
import { loadDemo } from '../src/work/demo.ts'
import { listOrganizations } from '../src/work/register.ts'
import { freshBench } from './city.ts'
import { median, percentile, printFigure, timed } from './figures.ts'

const USERS = 20
const ROUNDS = 15
const THINK_MS = 1_000

const bench = await freshBench()
const loaded = await timed(() => loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7 }))
printFigure('load the demo city', loaded.seconds, 's')

await inside('analyse coverage, inside the server', () => analyseCoverage(bench.desk, {}, []), '<= 300 ms')
await inside('analyse coverage by district', () => analyseCoverage(bench.desk, {}, ['district']), '<= 300 ms')
await inside(
  'analyse coverage by township and kind',
  () => analyseCoverage(bench.desk, {}, ['township', 'kind']),
  '<= 300 ms',
)
await inside('analyse official, inside the server', () => analyseOfficial(bench.desk, {}), '<= 300 ms')
await inside('register, first page', () => listOrganizations(bench.desk, {}, {}, {}))
await overHttp()
await bench.close()

async function inside(name: string, work: () => Promise<unknown>, bar?: string): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < 20; run += 1) times.push((await timed(work)).seconds * 1000)
  printFigure(`${name}, median of 20`, median(times), 'ms', bar)
  printFigure(`${name}, p95 of 20`, percentile(times, 0.95), 'ms')
}

/** Users who ask, read for a second, and ask again: half of the city, half of a district. */
async function overHttp(): Promise<void> {
  const app = await buildApp({ db: bench.db, packs: bench.desk.packs, demo: true, dataDir: bench.folder })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const times: number[] = []
  let failures = 0
  const cookies = new Map<string, string>()
  for (const login of ['city', 'wujin']) cookies.set(login, await signIn(address, login))
  async function user(index: number): Promise<void> {
    const cookie = cookies.get(index % 2 === 0 ? 'city' : 'wujin') ?? ''
    await sleep((index * THINK_MS) / USERS)
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = round % 2 === 0 ? '/api/analysis/coverage?by=district' : '/api/analysis/official'
      const { seconds, result } = await timed(async () => {
        const reply = await fetch(`${address}${path}`, { headers: { cookie } })
        await reply.arrayBuffer()
        return reply.status
      })
      times.push(seconds * 1000)
      if (result !== 200) failures += 1
      await sleep(THINK_MS)
    }
  }
  await Promise.all(Array.from({ length: USERS }, (_, index) => user(index)))
  printFigure(`HTTP, ${USERS} users, think time 1 s: median`, median(times), 'ms')
  printFigure(`HTTP, ${USERS} users, think time 1 s: p95`, percentile(times, 0.95), 'ms', '<= 400 ms')
  printFigure('HTTP replies that are no 200', failures, '')
  await app.close()
}

async function signIn(address: string, login: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}
