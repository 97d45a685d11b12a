import { buildApp } from '../src/api/app.ts'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { asActor } from '../src/store/connection.ts'
import { findOrganizationId } from '../src/store/record.ts'
import { loadDemo } from '../src/work/demo.ts'
import { listOrganizations } from '../src/work/register.ts'
import { freshBench } from './city.ts'
import { percentile, printFigure, timed } from './figures.ts'

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

const check = {
  path: '/api/gates/evaluation/check',
  body: JSON.stringify({ organization: code, facts: { score: 905 } }),
}
const [before, checks, after] = [await load({ path: '/bare' }), await load(check), await load({ path: '/bare' })]
const rate = (before.rate + after.rate) / 2
printFigure('bare look-up, 20 connections: requests a second', rate, '/s')
printFigure('gate check, 20 connections: requests a second', checks.rate, '/s')
printFigure('gate check, 20 connections: p95', checks.p95, 'ms', '<= 50 ms')
printFigure('gate check: share of the bare look-up’s rate', checks.rate / rate, '', '>= 0.5')
printFigure('gate check: replies that are no 200', checks.failures, '')
await app.close()
await bench.close()

/** Connections that ask again as soon as they are answered, for some seconds. */
async function load({ path, body }: { readonly path: string; readonly body?: string }) {
  const times: number[] = []
  let failures = 0
  const headers = { cookie, origin: address, 'content-type': 'application/json' }
  const end = performance.now() + SECONDS * 1000
  async function connection(): Promise<void> {
    while (performance.now() < end) {
      const { seconds, result } = await timed(async () => {
        const reply = await fetch(
          `${address}${path}`,
          body === undefined ? { headers } : { method: 'POST', headers, body },
        )
        await reply.arrayBuffer()
        return reply.status
      })
      times.push(seconds * 1000)
      if (result !== 200) failures += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  return { rate: times.length / SECONDS, p95: percentile(times, 0.95), failures }
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
