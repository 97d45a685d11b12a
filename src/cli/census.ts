import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { percentText } from '../domain/indicator.ts'
import { openCensus } from '../work/census-open.ts'
import { closeCensus, getProgress, remindCensus } from '../work/census-run.ts'
import { listCensuses, previewCensus } from '../work/census.ts'
import type { Desk } from '../work/desk.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printLine, printTable } from './output.ts'

type CensusOptions = DatabaseOptions & { readonly json?: boolean; readonly text?: string; readonly dryRun?: boolean }
type Run = (work: () => Promise<number>) => Promise<void>
type Act = (desk: Desk, options: CensusOptions, id: string) => Promise<number>

export function addCensus(program: Command, run: Run): void {
  const census = program.command('census').description('censuses: list, open, watch, remind, close')
  const add = (name: string, description: string, act: Act) =>
    census
      .command(name)
      .description(description)
      .option('--json', 'one JSON document')
      .action((...given: unknown[]) => {
        const command = given.at(-1) as Command
        const options = command.optsWithGlobals<CensusOptions>()
        return run(() =>
          withDesk(options, (desk) => act({ ...desk, key: randomUUID() }, options, command.args[0] ?? '')),
        )
      })
  add('list', 'censuses, the newest first; a frozen one with the instant as of which it knew', showCensuses)
  add('open <id>', 'send a draft out', sendOut).option('--dry-run', 'only say who would be expected')
  add('status <id>', 'expected, in progress, submitted, confirmed, on time, late, missing', showStatus)
  add('remind <id>', 'remind the silent ones', remind).option('--text <words>', 'what to say')
  add('close <id>', 'close: what has not come in is missing', close)
}

async function showCensuses(desk: Desk, { json }: CensusOptions): Promise<number> {
  const censuses = await listCensuses(desk)
  if (json === true) printJson({ censuses })
  else
    printTable(
      ['id', 'title', 'cut-off', 'due', 'state', 'expected', 'frozen at'],
      censuses.map((one) => [
        one.id,
        one.title,
        one.cutOff,
        one.dueOn,
        one.state,
        String(one.expected ?? '—'),
        one.frozenAt ?? '—',
      ]),
    )
  return EXIT.ok
}

async function sendOut(desk: Desk, { json, dryRun }: CensusOptions, id: string): Promise<number> {
  if (dryRun === true) {
    const preview = await previewCensus(desk, id)
    if (json === true) printJson({ dryRun: true, ...preview })
    else
      printLine(`${preview.expected}  ${preview.burden.median.fields} × ${preview.expected}  ${preview.burden.hours} h`)
    return EXIT.ok
  }
  const opened = await openCensus(desk, id)
  if (json === true) printJson({ dryRun: false, census: opened })
  else printLine(`${opened.title}  ${opened.expected ?? 0}`)
  return EXIT.ok
}

async function showStatus(desk: Desk, { json }: CensusOptions, id: string): Promise<number> {
  const progress = await getProgress(desk, id)
  if (json === true) {
    printJson(progress)
    return EXIT.ok
  }
  const rows = [{ code: '', name: progress.campaign.title, ...progress.whole }, ...progress.districts]
  printTable(
    [
      '',
      'expected',
      'not started',
      'in progress',
      'submitted',
      'returned',
      'confirmed',
      'missing',
      'on time',
      'late',
      'complete',
    ],
    rows.map((row) => [
      row.name ?? row.code ?? '—',
      ...[
        row.expected,
        row.notStarted,
        row.inProgress,
        row.submitted,
        row.returned,
        row.confirmed,
        row.missing,
        row.onTime,
        row.late,
      ].map(String),
      percentText(row.completeness.count, row.completeness.of) ?? '—',
    ]),
  )
  return EXIT.ok
}

const WORDS = '请在截止日前完成填报。'

async function remind(desk: Desk, { json, text = WORDS }: CensusOptions, id: string): Promise<number> {
  const done = await remindCensus(desk, id, { text })
  if (json === true) printJson(done)
  else printLine(`${done.reminded} / ${done.left}`)
  return EXIT.ok
}

async function close(desk: Desk, { json }: CensusOptions, id: string): Promise<number> {
  const closed = await closeCensus(desk, id)
  if (json === true) printJson({ census: closed })
  else printLine(`${closed.title}  ${closed.state}`)
  return EXIT.ok
}
