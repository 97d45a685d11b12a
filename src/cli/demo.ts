import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { Refusal } from '../domain/refusal.ts'
import { openDatabase } from '../store/connection.ts'
import { loadPacks } from '../store/policy-files.ts'
import { openOperatorSession } from '../store/session.ts'
import { awaitsDemo, loadDemo } from '../work/demo.ts'
import { openServer, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printTable, progressReporter } from './output.ts'

type DemoOptions = DatabaseOptions & {
  readonly seed: string
  readonly organizations?: string
  readonly json?: boolean
  readonly progress?: string
}

/** `demo load`: the synthetic city, into an empty instance only. */
export function addDemo(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('demo')
    .description('the synthetic demo city')
    .command('load')
    .description('load the demo city into an empty instance')
    .option('--seed <n>', 'the same seed gives the same city', '7')
    .option('--organizations <n>', 'registered organizations (default: 4800)')
    .option('--json', 'one JSON document')
    .option('--progress <form>', 'json: progress as JSON lines on stderr')
    .action((options: DemoOptions, command: Command) => run(() => load({ ...command.optsWithGlobals(), ...options })))
}

async function load(options: DemoOptions): Promise<number> {
  const seed = demandWhole('--seed', options.seed)
  const organizations =
    options.organizations === undefined ? undefined : demandWhole('--organizations', options.organizations)
  const server = await openServer(options)
  const db = openDatabase(server.appUrl, 4)
  try {
    const token = await openOperatorSession(server.migratorUrl)
    const desk = { db, token, packs: loadPacks(), key: randomUUID() }
    if (!(await awaitsDemo(desk))) throw new Refusal('NOT_EMPTY')
    const results = await loadDemo(server.migratorUrl, desk, {
      seed,
      organizations,
      progress: progressReporter(options),
    })
    const sheets = results.flatMap((result) => result.sheets.map((sheet) => ({ asOf: result.asOf, ...sheet })))
    if (options.json === true) printJson({ seed, synthetic: true, sheets })
    else
      printTable(
        ['as of', 'sheet', 'rows', 'created', 'changed', 'rejected'],
        sheets.map((one) => [one.asOf, one.sheet, ...[one.rows, one.created, one.changed, one.rejected].map(String)]),
      )
    return EXIT.ok
  } finally {
    await db.destroy()
    await server.stop()
  }
}

function demandWhole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new Refusal('BAD_REQUEST', { detail: `${name} “${text}”` })
  return number
}
