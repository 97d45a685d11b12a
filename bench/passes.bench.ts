import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { buildApp } from '../src/api/app.ts'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { mapRegistrationDesks } from '../src/store/case.ts'
import { getClock } from '../src/store/connection.ts'
import { getCaseTime, openCases, type Opening } from '../src/work/case-open.ts'
import { loadDemo } from '../src/work/demo.ts'
import { takingPart } from '../src/work/desk.ts'
import { freshBench } from './city.ts'
import { percentile, printFigure, timed } from './figures.ts'
import { growCity } from './large-city.ts'

const TIMES = 60
const ORGANIZATIONS = 11_500

const bench = await freshBench()
await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7, organizations: 4800 })
const grown = await growCity(bench.server.migratorUrl, ORGANIZATIONS)
printFigure('organizations of the city', grown, '')
const { today } = await getClock(bench.db)

// A report of each organization whose registration authority is on record, opened as a closing opens what did not come in.
const year = Number(today.slice(0, 4)) - 1
const opened = await timed(openReports)
printFigure(`${opened.result} annual reports opened at their authorities`, opened.seconds, 's', '<= 20 s')

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

function openReports(): Promise<number> {
  return takingPart({ ...bench.desk, key: randomUUID() }, 'bench.open', year, async (tx, clock) => {
    const { rows } = await sql<{ id: number; code: string; name: string }>`
      select o.id, o.code, f.name from trefoil.organization o join trefoil.organization_fact f
        on f.organization_id = o.id and upper_inf(f.known) and upper_inf(f.valid) order by o.id limit ${ORGANIZATIONS}`.execute(
      tx,
    )
    const ids = rows.map((row) => row.id)
    const desks = await mapRegistrationDesks(tx, ids)
    const openings = rows.flatMap(({ id: organizationId, code, name }): Opening[] => {
      const authority = desks.get(organizationId)
      if (authority === undefined) return []
      const desk = { scope: authority.scope, name: authority.name, body: authority.key }
      return [
        {
          kind: 'annualReport',
          organizationId,
          organizationScope: null,
          subject: { code, name, year },
          parties: { organization: { organizationId, name }, body: desk, authority: desk, superior: desk },
          action: 'miss',
          party: 'authority',
        },
      ]
    })
    const made = await openCases(tx, await getCaseTime(tx, bench.desk, clock), clock.today, openings)
    return { reply: made.length, subject: 'bench' }
  })
}
