import { randomInt } from 'node:crypto'
import { openKillStage, playRound } from '../test/kill.ts'
import { freshBench, writeCity } from './city.ts'
import { median, printFigure } from './figures.ts'

// The server is killed (SIGKILL) at random moments of an import and started again: the import must end exactly once, whole.
const KILLS = 20

const bench = await freshBench()
await bench.db.destroy()
const files = await writeCity(bench.folder, { organizations: 10_000, partyOrganizations: 1_500 })
const stage = await openKillStage(bench.server.migratorUrl, bench.folder, files.paths[0] ?? '')
printFigure('rows of the workbook, all sheets', stage.rows, '')
const whole = await playRound(stage, undefined)
printFigure('undisturbed import', whole.seconds, 's')
process.stdout.write(`content hash, undisturbed   ${whole.hash}\n`)
let [same, underWay] = [0, 0]
const resumed: number[] = []
for (let kill = 1; kill <= KILLS; kill += 1) {
  const after = randomInt(Math.max(1, Math.round(whole.seconds * 950)))
  const round = await playRound(stage, after)
  const isSame = round.hash === whole.hash && round.imports === 1 && round.state === 'done'
  if (isSame) same += 1
  if (round.underWay) underWay += 1
  resumed.push(round.resumed)
  const words = [`kill ${kill} after ${after} ms`, round.underWay ? 'under way' : 'already done', round.state]
  process.stdout.write(
    `${words.join(', ')}, ${round.imports} in the audit, ${round.hash} ${isSame ? 'same' : 'DIFFERS'}\n`,
  )
}
process.stdout.write(`${same} of ${KILLS} equal, ${underWay} of them killed while under way\n`)
printFigure('from the new start to the end of the import, median', median(resumed), 's')
await stage.close()
await bench.close()
