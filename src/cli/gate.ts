import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import { PASSES } from '../domain/gate.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkPass, type GateAnswer } from '../work/gate.ts'
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
}

async function check(name: string, options: CheckOptions): Promise<number> {
  const pass = PASSES.find((one) => one === name)
  if (pass === undefined) throw new Refusal('BAD_REQUEST', { detail: `${name} → ${PASSES.join(', ')}` })
  const { organization, policy } = options
  const question = { organization, policy, asOf: demandDay(options.asOf), facts: readFacts(options.facts) }
  const answer = await withDesk(options, (desk) => checkPass(desk, pass, question))
  if (options.json === true) printJson(answer)
  else tell(answer)
  return answer.findings.some(({ result }) => result === 'fail' || result === 'unknown') ? EXIT.findings : EXIT.ok
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
