import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { objectOfCase, type Form } from '../domain/case.ts'
import { CASE_DEFINITIONS, getCaseDefinition } from '../domain/case-definitions.ts'
import { Refusal } from '../domain/refusal.ts'
import { actInCase, getCase, type CaseView } from '../work/case.ts'
import { listCases } from '../work/case-list.ts'
import { watchCases } from '../work/watch.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printLine, printTable } from './output.ts'

type Run = (work: () => Promise<number>) => Promise<void>
type JsonOption = { readonly json?: boolean }
type ListOptions = DatabaseOptions &
  JsonOption & { readonly kind?: string; readonly overdue?: boolean; readonly closed?: boolean }
type ActOptions = DatabaseOptions & JsonOption & { readonly form?: string; readonly seen?: string }

/** `case list | show | act | clocks`: what waits for whom, one case, one action, and what happens by itself. */
export function addCase(program: Command, run: Run): void {
  const cases = program.command('case').description('cases: what waits for whom, since when and until when')
  cases
    .command('list')
    .description('open cases, what is due first')
    .option('--kind <kind>', CASE_DEFINITIONS.map((one) => one.kind).join(', '))
    .option('--overdue', 'only those past their day')
    .option('--closed', 'closed ones instead')
    .option('--json', 'one JSON document')
    .action((options: ListOptions, command: Command) => run(() => list({ ...command.optsWithGlobals(), ...options })))
  cases
    .command('show <id>')
    .description('one case with everything that was done in it')
    .option('--json', 'one JSON document')
    .action((id: string, options: JsonOption, command: Command) =>
      run(() => show(id, { ...command.optsWithGlobals(), ...options })),
    )
  cases
    .command('act <id> <action>')
    .description('do an action of the definition')
    .option('--form <json>', 'the fields of its form', '{}')
    .option('--seen <version>', 'the version that was read (default: the one on record)')
    .option('--json', 'one JSON document')
    .action((id: string, action: string, options: ActOptions, command: Command) =>
      run(() => act(id, action, { ...command.optsWithGlobals(), ...options })),
    )
  cases
    .command('clocks')
    .description('open what is a gap, and do what follows where a clock has run out; the server does this every hour')
    .option('--json', 'one JSON document')
    .action((options: JsonOption, command: Command) => run(() => clocks({ ...command.optsWithGlobals(), ...options })))
}

const AT_ONCE = 200

async function list(options: ListOptions): Promise<number> {
  const { kind, overdue, closed } = options
  const found = await withDesk(options, (desk) =>
    listCases(desk, { box: closed === true ? 'closed' : 'open', kind, overdue, limit: AT_ONCE }),
  )
  if (options.json === true) {
    printJson(found)
    return EXIT.ok
  }
  const rows = found.cases.map((one) => [
    one.id,
    one.due ?? '-',
    getCaseDefinition(one.kind).name.zh,
    getCaseDefinition(one.kind).states[one.state]?.name.zh ?? one.state,
    objectOfCase(one.subject).name,
    one.waitsFor ?? '-',
  ])
  printTable(['编号 id', '期限 due', '事项 case', '状态 state', '对象 about', '等待 waits for'], rows)
  if (found.total > found.cases.length) printLine(`… ${found.total}`)
  return EXIT.ok
}

async function show(id: string, options: DatabaseOptions & JsonOption): Promise<number> {
  tell(await withDesk(options, (desk) => getCase(desk, id)), options)
  return EXIT.ok
}

async function act(id: string, action: string, options: ActOptions): Promise<number> {
  const form = demandForm(options.form ?? '{}')
  const done = await withDesk(options, async (desk) => {
    const seen = options.seen === undefined ? (await getCase(desk, id)).version : Number(options.seen)
    return actInCase(desk, id, { action, form, seen })
  })
  tell(done, options)
  return EXIT.ok
}

function demandForm(text: string): Form {
  try {
    const form: unknown = JSON.parse(text)
    if (typeof form === 'object' && form !== null && !Array.isArray(form)) return form as Form // checked by the definition
  } catch {
    // Falls through: a form that is no JSON is as wrong as one that is no object.
  }
  throw new Refusal('BAD_REQUEST', { detail: '--form' })
}

async function clocks(options: DatabaseOptions & JsonOption): Promise<number> {
  const done = await withDesk(options, (desk) => watchCases(desk, randomUUID))
  if (options.json === true) printJson(done)
  else printLine(`${done.opened} ${done.done}`)
  return EXIT.ok
}

function tell(one: CaseView, options: JsonOption): void {
  if (options.json === true) {
    printJson(one)
    return
  }
  const definition = getCaseDefinition(one.kind)
  printLine(`${definition.name.zh} ${definition.name.en}: ${definition.states[one.state]?.name.zh ?? one.state}`)
  printTable(
    ['日期 day', '办理 action', '办理方 party', '办理人 office'],
    one.actions.map(({ day, action, party, actor }) => [
      day,
      definition.actions[action]?.name.zh ?? action,
      party,
      actor.zh,
    ]),
  )
  printLine(one.allowed.join(' '))
}
