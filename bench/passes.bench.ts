import { randomUUID } from 'node:crypto'
import { buildApp } from '../src/api/app.ts'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { addDays } from '../src/domain/day.ts'
import { getClock } from '../src/store/connection.ts'
import { draftReportYear } from '../src/work/annual-report.ts'
import { openCensus } from '../src/work/census-open.ts'
import { closeCensus } from '../src/work/census-run.ts'
import { loadDemo } from '../src/work/demo.ts'
import type { Desk } from '../src/work/desk.ts'
import { freshBench } from './city.ts'
import { percentile, printFigure, timed } from './figures.ts'
import { growCity } from './large-city.ts'

const TIMES = 60
const ORGANIZATIONS = 11_500

const bench = await freshBench()
await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7, organizations: 4800 })
const grown = await growCity(bench.server.migratorUrl, ORGANIZATIONS)
printFigure('organizations of the city', grown, '')
const keyed = (): Desk => ({ ...bench.desk, key: randomUUID() })
const { today } = await getClock(bench.db)

// A year is sent out: a return for each organization; what does not come in by the closing is a case at the authority.
const year = Number(today.slice(0, 4)) - 1
const plan = { year, questionSet: 'annual-report-party', dueOn: addDays(today, 30) }
const { id } = await draftReportYear(keyed(), plan)
const sent = await timed(() => openCensus(keyed(), id))
printFigure(`a year sent out to ${sent.result.expected} organizations`, sent.seconds, 's', '<= 20 s')
const closed = await timed(() => closeCensus(keyed(), id))
printFigure('its closing: a case for each that did not come in', closed.seconds, 's', '<= 20 s')

const app = await buildApp({ db: bench.db, packs: bench.desk.packs, demo: true, dataDir: bench.folder })
const address = await app.listen({ host: '127.0.0.1', port: 0 })
for (const login of ['city', 'wujin']) {
  const cookie = await signIn(login)
  const { total } = await ask(cookie, '/api/cases?box=mine&kind=annualReport&limit=50')
  printFigure(`${login}: annual reports in its queue`, Number(total), '')
  for (const [name, path, bar] of [
    ['queue of annual reports', '/api/cases?box=mine&kind=annualReport&state=missed&limit=50', '<= 200 ms'],
    ['counts of its queues', '/api/queues', '<= 200 ms'],
    ['first page: session with its menu', '/api/session', '<= 200 ms'],
    ['first page: the ten that are due first', '/api/cases?box=mine&limit=10', '<= 200 ms'],
    ['supervision of the passes', `/api/passes?from=${year}-01-01`, undefined],
  ] as const) {
    printFigure(`${login}: ${name}: p95`, await slowest(cookie, path), 'ms', bar)
  }
}
await app.close()
await bench.close()

/** Milliseconds that all but the slowest twentieth stay below, one after another. */
async function slowest(cookie: string, path: string): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < TIMES; index++) times.push((await timed(() => ask(cookie, path))).seconds * 1000)
  return percentile(times, 0.95)
}

async function ask(cookie: string, path: string): Promise<Record<string, unknown>> {
  const reply = await fetch(`${address}${path}`, { headers: { cookie } })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

async function signIn(login: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}
