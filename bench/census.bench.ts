import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp } from '../src/api/app.ts'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { CENSUS_KINDS } from '../src/domain/census.ts'
import { addDays } from '../src/domain/day.ts'
import { questionsOf } from '../src/domain/question-set.ts'
import { getClock } from '../src/store/connection.ts'
import { saveReturn, submitReturn } from '../src/work/census-answer.ts'
import { openCensus } from '../src/work/census-open.ts'
import { getReturn, listReturns } from '../src/work/census-return.ts'
import { getProgress } from '../src/work/census-run.ts'
import { draftCensus, previewCensus } from '../src/work/census.ts'
import { loadDemo } from '../src/work/demo.ts'
import type { Desk } from '../src/work/desk.ts'
import { freshBench } from './city.ts'
import { median, percentile, printFigure, timed } from './figures.ts'

const ANSWERS_A_MINUTE = 200
const SECONDS = 60

const bench = await freshBench()
await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7 })
const keyed = (): Desk => ({ ...bench.desk, key: randomUUID() })
const { today } = await getClock(bench.db)

const { id } = await draftCensus(keyed(), {
  title: 'bench',
  questionSet: 'social-organization-2026',
  cutOff: today,
  dueOn: addDays(today, 30),
  closesOn: addDays(today, 40),
  scope: { places: [], lines: [], kinds: CENSUS_KINDS },
})
const preview = await timed(() => previewCensus(bench.desk, id))
printFigure(`preview with the burden of ${preview.result.expected} organizations`, preview.seconds, 's')
const opening = await timed(() => openCensus(keyed(), id))
printFigure(`open a census for ${opening.result.expected} organizations`, opening.seconds, 's', '<= 10 s for 11,500')

const { returns } = await listReturns(bench.desk, id, { silent: true, limit: 200 })
const app = await buildApp({ db: bench.db, packs: bench.desk.packs, demo: true, dataDir: bench.folder })
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const times = { progress: [] as number[], answers: [] as number[] }
const work = { running: true }
await Promise.all([answer(), watch('city'), watch('wujin')])
printFigure(`progress over HTTP while ${ANSWERS_A_MINUTE} a minute answer: median`, median(times.progress), 'ms')
printFigure('progress over HTTP: p95', percentile(times.progress, 0.95), 'ms', '<= 300 ms')
printFigure('one answer (read, save, submit): median', median(times.answers), 'ms')
printFigure('one answer: p95', percentile(times.answers, 0.95), 'ms')
printFigure('answers given', times.answers.length, '')
const idle = await timed(() => getProgress(bench.desk, id))
printFigure('progress inside the server, idle', idle.seconds * 1000, 'ms')
await app.close()
await bench.close()

/** Organizations that read their form, fill in what is blank, and hand it in, at an even pace. */
async function answer(): Promise<void> {
  const started = performance.now()
  const inFlight: Promise<void>[] = []
  for (const [index, one] of returns.entries()) {
    if ((performance.now() - started) / 1000 > SECONDS) break
    inFlight.push(answerOne(one.id))
    const next = ((index + 1) * 60_000) / ANSWERS_A_MINUTE - (performance.now() - started)
    if (next > 0) await sleep(next)
  }
  await Promise.all(inFlight)
  work.running = false
}

async function answerOne(returnId: string): Promise<void> {
  const { seconds } = await timed(async () => {
    const form = await getReturn(bench.desk, returnId)
    const blank = questionsOf(form.set).filter(
      (one) => one.needed && form.asked.includes(one.id) && form.stands[one.id] === undefined,
    )
    const answers: Record<string, string | number | boolean> = {}
    for (const one of blank) {
      if (one.kind === 'count') answers[one.id] = 0
      if (one.kind === 'yesNo') answers[one.id] = false
      if (one.kind === 'choice') answers[one.id] = Object.keys(one.choices ?? {})[0] ?? ''
    }
    const saved = await saveReturn(keyed(), returnId, { seen: form.version, answers })
    if (saved.faults.length === 0) await submitReturn(keyed(), returnId, saved.version)
  })
  times.answers.push(seconds * 1000)
}

async function watch(login: string): Promise<void> {
  const cookie = await signIn(login)
  while (work.running) {
    const { seconds, result } = await timed(async () => {
      const reply = await fetch(`${address}/api/census/${id}/progress`, { headers: { cookie } })
      await reply.arrayBuffer()
      return reply.status
    })
    if (result !== 200) throw new Error(`progress answered ${result}`)
    times.progress.push(seconds * 1000)
    await sleep(500)
  }
}

async function signIn(login: string): Promise<string> {
  const reply = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}
