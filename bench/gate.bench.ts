import autocannon from 'autocannon'
import { buildApp } from '../src/api/app.ts'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { asActor } from '../src/store/connection.ts'
import { findOrganizationId } from '../src/store/record.ts'
import { loadDemo } from '../src/work/demo.ts'
import { listOrganizations } from '../src/work/register.ts'
import { freshBench } from './city.ts'
import { printFigure } from './figures.ts'

const CONNECTIONS = 20
const SECONDS = 8

const bench = await freshBench()
await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7, organizations: 4800 })
const code = (await listOrganizations(bench.desk, {}, {}, { limit: 1 })).organizations[0]?.code ?? ''
const app = await buildApp({ db: bench.db, packs: bench.desk.packs, demo: true, dataDir: bench.folder })
// The bare route: the same server, session and snapshot, and one look-up along the index of the code.
app.get('/bare', async (request) => {
  const id = await asActor(bench.db, tokenIn(request.headers.cookie), (tx) => findOrganizationId(tx, code))
  return { id }
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const cookie = await signIn()

const bare = await load('/bare', 'GET')
const check = await load(
  '/api/gates/evaluation/check',
  'POST',
  JSON.stringify({ organization: code, facts: { score: 905 } }),
)
const again = await load('/bare', 'GET')
const rate = (bare.requests.average + again.requests.average) / 2
printFigure('bare look-up, 20 connections: requests a second', rate, '/s')
printFigure('gate check, 20 connections: requests a second', check.requests.average, '/s')
printFigure('gate check, 20 connections: p97.5', check.latency.p97_5, 'ms', 'p95 <= 50 ms')
printFigure('gate check: share of the bare look-up’s rate', check.requests.average / rate, '', '>= 0.5')
printFigure('gate check: replies that are no 2xx', check.non2xx, '')
await app.close()
await bench.close()

function load(path: string, method: 'GET' | 'POST', body?: string) {
  const headers = { cookie, origin: address, 'content-type': 'application/json' }
  return autocannon({
    url: `${address}${path}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
}

function tokenIn(header: string | undefined): string {
  return decodeURIComponent((header ?? '').split('=')[1] ?? '')
}

async function signIn(): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login: 'city', password: DEMO_PASSWORD }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}
