import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import { PASSES, type Pass } from '../domain/gate.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkPass, type GateAnswer } from '../work/gate.ts'
import { judgeAgain, replayAnswer } from '../work/gate-answer.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { demandDay } from './import.ts'
import { EXIT, printJson, printLine, printTable } from './output.ts'

type Run = (work: () => Promise<number>) => Promise<void>
type CheckOptions = DatabaseOptions & {
  readonly organization?: string
  readonly facts?: string
  readonly asOf?: string
  readonly policy?: string
  readonly json?: boolean
}

type ReplayOptions = DatabaseOptions & {
  readonly pack?: string
  readonly pass?: string
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

/** `gate check PASS`: what a pass finds and proposes; nothing is stored. Exit 3 where a rule fails or is silent. */
export function addGate(program: Command, run: Run): void {
  const gate = program.command('gate').description('the three passes: registration, annual report, evaluation')
  gate
    .command('check <pass>')
    .description(`findings and a proposal of ${PASSES.join(', ')}; nothing is stored`)
    .option('--organization <code>', 'the register then fills in what it knows')
    .addOption(new Option('--facts <file>', 'a JSON file of facts; what is left out is unknown'))
    .option('--as-of <day>', 'the day (default: today)')
    .option('--policy <id>', 'a policy pack (default: the one in force)')
    .option('--json', 'one JSON document')
    .action((pass: string, options: CheckOptions, command: Command) =>
      run(() => check(pass, { ...command.optsWithGlobals(), ...options })),
    )
  gate
    .command('replay [id]')
    .description('judge a kept answer again by its own facts and packs, or all of the past under a draft of a pack')
    .option('--pack <file>', 'a draft of a pack: which judgements would be others? Nothing is written')
    .option('--pass <pass>', PASSES.join(', '))
    .option('--from <day>', 'judged on this day or later')
    .option('--to <day>', 'judged on this day or earlier')
    .option('--json', 'one JSON document; exit 3 where something differs')
    .action((id: string | undefined, options: ReplayOptions, command: Command) =>
      run(() => replay(id, { ...command.optsWithGlobals(), ...options })),
    )
}

async function check(name: string, options: CheckOptions): Promise<number> {
  const pass = passOf(name)
  if (pass === undefined) throw new Refusal('BAD_REQUEST', { detail: PASSES.join(', ') })
  const { organization, policy } = options
  const question = { organization, policy, asOf: demandDay(options.asOf), facts: readFacts(options.facts) }
  const answer = await withDesk(options, (desk) => checkPass(desk, pass, question))
  if (options.json === true) printJson(answer)
  else tell(answer)
  return answer.findings.some(({ result }) => result === 'fail' || result === 'unknown') ? EXIT.findings : EXIT.ok
}

async function replay(id: string | undefined, options: ReplayOptions): Promise<number> {
  const { pack } = options
  if ((id === undefined) === (pack === undefined)) throw new Refusal('BAD_REQUEST', { detail: 'ID | --pack FILE' })
  return pack === undefined ? replayOne(id ?? '', options) : replayAll(pack, options)
}

async function replayOne(id: string, options: ReplayOptions): Promise<number> {
  const replayed = await withDesk(options, (desk) => replayAnswer(desk, id))
  if (options.json === true) printJson(replayed)
  else
    printLine(
      `${replayed.isSame ? '一致 same' : '不一致 differs'} ${replayed.kept.outcome} → ${replayed.again.outcome}`,
    )
  return replayed.isSame ? EXIT.ok : EXIT.findings
}

async function replayAll(file: string, options: ReplayOptions): Promise<number> {
  const filter = { pass: passOf(options.pass), from: demandDay(options.from), to: demandDay(options.to) }
  const draft = readFacts(file)
  const told = await withDesk(options, (desk) => judgeAgain(desk, draft, filter))
  if (options.json === true) printJson(told)
  else {
    printTable(
      ['关口 pass', '原结论 from', '新结论 to', '数 count'],
      told.counts.map(({ pass, from, to, count }) => [pass, from, to, String(count)]),
    )
    printTable(
      ['来源 source', '编号 id', '代码 code', '日期 day', '原结论 from', '新结论 to'],
      told.list.map(({ source, id, code, asOf, from, to }) => [source, id, code ?? '', asOf, from, to]),
    )
  }
  return told.differ === 0 ? EXIT.ok : EXIT.findings
}

function passOf(name: string | undefined): Pass | undefined {
  const pass = PASSES.find((one) => one === name)
  if (name !== undefined && pass === undefined)
    throw new Refusal('BAD_REQUEST', { detail: `${name} → ${PASSES.join(', ')}` })
  return pass
}

function readFacts(path: string | undefined): object {
  if (path === undefined) return {}
  try {
    const facts: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof facts === 'object' && facts !== null && !Array.isArray(facts)) return facts
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal('BAD_REQUEST', { detail: `${basename(path)}: ${why}` })
  }
  throw new Refusal('BAD_REQUEST', { detail: basename(path) })
}

function tell(answer: GateAnswer): void {
  printTable(
    ['规则 rule', '结果 result', '说明 text'],
    answer.findings.map(({ rule, result, text }) => [rule, result, text.zh]),
  )
  printLine(`${answer.proposal.text.zh} ${answer.proposal.text.en}`)
}
