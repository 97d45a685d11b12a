import { sql } from 'kysely'
import { asActor } from '../src/store/connection.ts'
import { loadDemo } from '../src/work/demo.ts'
import { getLiaison, listCaredOrganizations, listLiaisonOfficers } from '../src/work/liaison.ts'
import { freshBench } from './city.ts'
import { median, percentile, printFigure, timed } from './figures.ts'

const bench = await freshBench()
await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7 })
printFigure('officers, assignments, contacts, visits of the demo city', await demoSeconds(), 's', '<= 2 s')

await inside('overview and table T8', () => getLiaison(bench.desk, {}))
await inside('organizations without officer, first page', () => listCaredOrganizations(bench.desk, {}, { box: 'gap' }))
await inside('organizations due this quarter, first page', () => listCaredOrganizations(bench.desk, {}, { box: 'due' }))
await inside('all officers with their loads', () => listLiaisonOfficers(bench.desk, {}, {}))
await bench.close()

/** From the audit: the time between the end of the last import and the end of the write of the officers. */
function demoSeconds(): Promise<number> {
  return asActor(bench.db, bench.desk.token, async (tx) => {
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from a.at - (select max(b.at) from trefoil.audit b where b.seq < a.seq)) as seconds
      from trefoil.audit a where a.act = 'demo.liaison'`.execute(tx)
    return rows[0]?.seconds ?? Number.NaN
  })
}

async function inside(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < 20; run += 1) times.push((await timed(work)).seconds * 1000)
  printFigure(`${name}, median of 20`, median(times), 'ms', '<= 300 ms')
  printFigure(`${name}, p95 of 20`, percentile(times, 0.95), 'ms')
}
