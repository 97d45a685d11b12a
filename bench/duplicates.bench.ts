import { listDuplicates } from '../src/work/duplicate.ts'
import { loadDemo } from '../src/work/demo.ts'
import { freshBench } from './city.ts'
import { median, printFigure, timed } from './figures.ts'
import { growCity } from './large-city.ts'

const ORGANIZATIONS = 100_000
const ROUNDS = 5

const bench = await freshBench()
const { migratorUrl } = bench.server
await loadDemo(migratorUrl, bench.desk, { seed: 7 })
printFigure('organizations on record', await growCity(migratorUrl, ORGANIZATIONS), '')
const times: number[] = []
let total = 0
for (let round = 0; round < ROUNDS; round += 1) {
  const { seconds, result } = await timed(() => listDuplicates(bench.desk, {}))
  times.push(seconds)
  total = result.total
}
printFigure('pairs proposed', total, '')
printFigure('list of candidates, whole city, first', times[0] ?? Number.NaN, 's')
printFigure('list of candidates, whole city, median', median(times), 's', '<= 3')
await bench.close()
