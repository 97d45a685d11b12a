import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { percentText } from '../domain/indicator.ts'
import { LINES } from '../domain/organization.ts'
import { parsePlanInput } from '../domain/plan-input.ts'
import type { Plan, PlanInput } from '../domain/plan.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkPlan, type PlanCheck } from '../planner/check.ts'
import { digestOf, planInputOf } from '../work/plan-input.ts'
import { readPlan } from '../work/plan-read.ts'
import { startSolver } from '../work/plan-solve.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { demandDay } from './import.ts'
import { EXIT, printJson, printLine, printTable, progressReporter } from './output.ts'

type Run = (work: () => Promise<number>) => Promise<void>

type SolveOptions = DatabaseOptions & {
  readonly asOf?: string
  readonly line?: string
  readonly place?: string
  readonly policy?: string
  readonly input?: string
  readonly seed: string
  readonly moves?: string
  readonly time?: string
  readonly json?: boolean
  readonly progress?: string
}

type CheckOptions = { readonly input: string; readonly plan: string; readonly json?: boolean }

/** `plan solve` and `plan check`. With `--input` neither needs a database. */
export function addPlan(program: Command, run: Run): void {
  const plan = program.command('plan').description('the establishment plan: point, line, area')
  plan
    .command('solve')
    .description('make a plan of the organizations in scope, or of an input file')
    .option('--as-of <day>', 'the day (default: today)')
    .option('--line <line>', LINES.join(', '))
    .option('--place <code>', 'a place and all below it')
    .option('--policy <id>', 'a policy pack (default: the one in force)')
    .option('--input <json>', 'units, limits and weights from a file, without any database')
    .option('--seed <n>', 'the same input, seed and moves give the same plan', '1')
    .option('--moves <n>', 'how many windows may be repartitioned')
    .option('--time <seconds>', 'stop between steps after this time; the plan then says that it was ended early')
    .option('--json', 'one JSON document')
    .option('--progress <form>', 'json: progress as JSON lines on stderr')
    .action((options: SolveOptions, command: Command) => run(() => solve({ ...command.optsWithGlobals(), ...options })))
  plan
    .command('check')
    .description('check a plan against its input: faults, cost, and the bound from the certificate')
    .requiredOption('--input <json>', 'the input of the plan')
    .requiredOption('--plan <json>', 'the plan')
    .option('--json', 'one JSON document')
    .action((options: CheckOptions) => run(async () => check(options)))
}

async function solve(options: SolveOptions): Promise<number> {
  const seed = demandWhole('--seed', options.seed, 0) ?? 1
  const moves = demandWhole('--moves', options.moves, 0)
  const seconds = demandWhole('--time', options.time, 1)
  const input = await inputOf(options)
  const progress = progressReporter(options)
  const solver = startSolver({
    input,
    seed,
    moves,
    seconds,
    onProgress: ({ step, done, total }) => progress(step, done, total),
  })
  let isInterrupted = false
  const interrupt = () => {
    isInterrupted = true
    solver.stop()
  }
  process.once('SIGINT', interrupt)
  try {
    const plan = { input: digestOf(input), ...(await solver.plan) }
    show(plan, options)
    return isInterrupted ? EXIT.interrupted : EXIT.ok
  } finally {
    process.off('SIGINT', interrupt)
    await solver.end()
  }
}

/** The database is open only while the register is read. */
async function inputOf(options: SolveOptions): Promise<PlanInput> {
  if (options.input !== undefined) return parsePlanInput(readJson(options.input))
  const { asOf, line, place, policy } = options
  if (line !== undefined && !LINES.some((one) => one === line))
    throw new Refusal('BAD_REQUEST', { detail: `--line: ${LINES.join(', ')}` })
  return withDesk(options, (desk) => planInputOf(desk, { asOf: demandDay(asOf), line, place, policy }))
}

function show(plan: Plan & { readonly input: string }, options: SolveOptions): void {
  if (options.json === true) {
    printJson(plan)
    return
  }
  const { independent, groups, area, unassigned, cost, bound, coverage } = plan
  printTable(
    ['', ''],
    [
      ['单独组建 independent', String(independent.length)],
      ['联合支部 joint branches', String(groups.length)],
      ['编入单位 units in them', String(coverage.grouped)],
      ['区域兜底 regional', String(area.length)],
      ['未编入 not in a branch', String(unassigned.length)],
      ['编入数已证最多 proven maximal', coverage.provenMaximal ? '是 yes' : '否 no'],
      ['成本 cost', String(cost)],
      ['下界 bound', String(bound)],
      ['差距 gap', percentText(cost - bound, cost) ?? '0'],
    ],
  )
}

function check(options: CheckOptions): number {
  const input = parsePlanInput(readJson(options.input))
  const { input: digest, ...plan } = readPlan(readJson(options.plan))
  const found = checkPlan(input, plan)
  const isOfInput = digest === undefined || digest === digestOf(input)
  const holds = found.holds && isOfInput
  if (options.json === true) printJson({ ...found, inputMatches: isOfInput, holds })
  else tell(found, isOfInput)
  return holds ? EXIT.ok : EXIT.findings
}

function tell(found: PlanCheck, isOfInput: boolean): void {
  if (!isOfInput) printLine('方案不是由该输入得出的。 / The plan was not made from this input.')
  for (const { fault, zh, en } of found.faults) printLine(`${fault}: ${zh} / ${en}`)
  for (const { zh, en } of found.problems) printLine(`${zh} / ${en}`)
  printLine(`cost ${found.cost}  bound ${found.bound}`)
  printLine(found.holds && isOfInput ? '成立 / holds' : '不成立 / does not hold')
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal('PLAN_INPUT', { detail: `${basename(path)}: ${why}` })
  }
}

function demandWhole(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number
  throw new Refusal('BAD_REQUEST', { detail: `${name} “${text}”` })
}
