import { resolve } from 'node:path'
import type { Command } from 'commander'
import { FLOW_COLUMNS } from '../domain/flow.ts'
import { percentText } from '../domain/indicator.ts'
import { LINES } from '../domain/organization.ts'
import { OFFICIAL_COLUMNS, OFFICIAL_ROWS } from '../domain/official.ts'
import { Refusal } from '../domain/refusal.ts'
import { DIMENSIONS, type Dimension } from '../store/analysis.ts'
import { analyseCoverage, analyseOfficial, type Question } from '../work/analysis.ts'
import { analyseFlow } from '../work/flow.ts'
import { writeOfficial } from '../work/official-file.ts'
import { listGaps } from '../work/register.ts'
import type { Desk } from '../work/desk.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { demandDay } from './import.ts'
import { EXIT, printJson, printLine, printTable } from './output.ts'

type AnalyseOptions = DatabaseOptions & {
  readonly asOf?: string
  readonly knownAt?: string
  readonly by?: string
  readonly place?: string
  readonly line?: string
  readonly policy?: string
  readonly out?: string
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

type Run = (work: () => Promise<number>) => Promise<void>

export function addAnalyse(program: Command, run: Run): void {
  const analyse = program
    .command('analyse')
    .description('coverage, the official table, and who should have but has not')
  const add = (name: string, description: string, act: (desk: Desk, options: AnalyseOptions) => Promise<number>) =>
    analyse
      .command(name)
      .description(description)
      .option('--as-of <day>', 'the day (default: today)')
      .option('--known-at <instant>', 'as known at an instant (default: now)')
      .option('--place <code>', 'a place and all below it')
      .option('--line <line>', LINES.join(', '))
      .option('--policy <id>', 'a policy pack (default: the one in force)')
      .option('--json', 'one JSON document')
      .action((options: AnalyseOptions, command: Command) =>
        run(() => withDesk({ ...command.optsWithGlobals(), ...options }, (desk) => act(desk, options))),
      )
  add('coverage', 'populations and indicators', showCoverage).option('--by <names>', DIMENSIONS.join(','))
  add('official', 'the official table, 19 rows by 7 columns', showOfficial).option(
    '--out <xlsx>',
    'in the official layout',
  )
  add('flow', 'table T12: registered organizations that came and went', showFlow)
    .option('--from <day>', 'the first day (default: that of the year)')
    .option('--to <day>', 'the last day (default: today)')
    .option('--by <names>', DIMENSIONS.join(','))
  add('gaps', 'organizations that should have a Party organization and have none', showGaps)
}

function questionOf(options: AnalyseOptions): Question {
  const { asOf, knownAt, place, line, policy } = options
  if (line !== undefined && !LINES.some((one) => one === line))
    throw new Refusal('BAD_REQUEST', { detail: `--line: ${LINES.join(', ')}` })
  if (knownAt !== undefined && Number.isNaN(Date.parse(knownAt)))
    throw new Refusal('BAD_REQUEST', { detail: `--known-at “${knownAt}”` })
  return { asOf: demandDay(asOf), knownAt, place, line, policy }
}

function dimensionsOf(text: string | undefined): Dimension[] {
  return (text ?? '')
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const found = DIMENSIONS.find((one) => one === name)
      if (found === undefined) throw new Refusal('BAD_REQUEST', { detail: `--by: ${DIMENSIONS.join(', ')}` })
      return found
    })
}

async function showCoverage(desk: Desk, options: AnalyseOptions): Promise<number> {
  const answer = await analyseCoverage(desk, questionOf(options), dimensionsOf(options.by))
  const { basis, populations, indicators, rows } = answer
  if (options.json === true) {
    const { asOf, knownAt, policy, assumed, synthetic } = basis
    printJson({
      asOf,
      knownAt,
      policy,
      assumed,
      synthetic,
      populations,
      indicators,
      rows: rows.map(({ by, names, populations: p, indicators: i }) => ({ by, names, populations: p, indicators: i })),
    })
    return EXIT.ok
  }
  printLine(
    `${basis.asOf}  ${basis.policy}  P0 ${populations.P0}  P1 ${populations.P1}  P2 ${populations.P2}  P3 ${populations.P3}`,
  )
  const nameOf = new Map(answer.names.map(({ id, name }) => [id, name.zh]))
  printTable(
    ['', '', '', '%'],
    indicators.map((one) => [
      one.id,
      nameOf.get(one.id) ?? '',
      `${one.numerator} / ${one.denominator}`,
      percentText(one.numerator, one.denominator) ?? '—',
    ]),
  )
  for (const row of rows) {
    const label = Object.values(row.names)
      .map((name) => name ?? '—')
      .join(' · ')
    const K1 = row.indicators.find((one) => one.id === 'K1')
    printLine(
      `${label}  ${K1?.numerator ?? 0} / ${K1?.denominator ?? 0}  ${percentText(K1?.numerator ?? 0, K1?.denominator ?? 0) ?? '—'}`,
    )
  }
  return EXIT.ok
}

async function showOfficial(desk: Desk, options: AnalyseOptions): Promise<number> {
  const answer = await analyseOfficial(desk, questionOf(options))
  if (options.out !== undefined) await writeOfficial(answer, resolve(options.out))
  if (options.json === true) {
    const { asOf, knownAt, policy, synthetic } = answer.basis
    const columns = OFFICIAL_COLUMNS.map((column) => column.key)
    printJson({ asOf, knownAt, policy, synthetic, columns, rows: answer.rows, notAnswered: answer.notAnswered })
  } else if (options.out === undefined) {
    printTable(
      ['', '', ...OFFICIAL_COLUMNS.map((column) => column.zh)],
      answer.rows.map(({ row, values }) => [String(row), OFFICIAL_ROWS[row - 1]?.name.zh ?? '', ...values.map(String)]),
    )
  }
  return EXIT.ok
}

async function showGaps(desk: Desk, options: AnalyseOptions): Promise<number> {
  const question = questionOf(options)
  const { basis, organizations } = await listGaps(desk, question, { limit: 1_000_000 })
  if (options.json === true) {
    const list = organizations.map((one) => ({
      code: one.code,
      name: one.name,
      standing: one.standing,
      rule: one.rule,
      reason: one.notBuiltReason,
      fullMembers: one.fullMembers,
      bodyId: one.bodyId,
      since: one.since,
      eligibleSince: one.eligibleSince,
      nextChange: one.nextChange,
    }))
    const { asOf, knownAt, policy, synthetic } = basis
    printJson({ asOf, knownAt, policy, synthetic, organizations: list })
    return EXIT.ok
  }
  printTable(
    ['code', 'name', 'standing', 'rule', 'reason', 'full members', 'since'],
    organizations.map((one) => [
      one.code,
      one.name,
      one.standing,
      one.rule,
      one.notBuiltReason ?? '—',
      String(one.fullMembers ?? '—'),
      one.since,
    ]),
  )
  return EXIT.ok
}

async function showFlow(desk: Desk, options: AnalyseOptions): Promise<number> {
  const { asOf: _, ...question } = questionOf(options)
  const days = { from: demandDay(options.from), to: demandDay(options.to) }
  const { basis, period, total, rows } = await analyseFlow(desk, { ...question, ...days }, dimensionsOf(options.by))
  if (options.json === true) {
    const { knownAt, policy, synthetic } = basis
    printJson({ ...period, knownAt, policy, synthetic, total, rows })
    return EXIT.ok
  }
  printLine(`${period.from} – ${period.to}  ${basis.policy}`)
  const cells = [
    ...rows.map(
      ({ names, flow }) =>
        [
          Object.values(names)
            .map((name) => name ?? '—')
            .join(' · '),
          flow,
        ] as const,
    ),
    ['合计', total] as const,
  ]
  printTable(
    ['', ...FLOW_COLUMNS.map(({ name }) => name.zh)],
    cells.map(([label, flow]) => [label, ...FLOW_COLUMNS.map(({ key }) => String(flow[key]))]),
  )
  return EXIT.ok
}
