import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import { isDay } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import { NOUNS, type Noun } from '../domain/sheet.ts'
import { readMapping, type Mapping } from '../domain/sheet-read.ts'
import { writeMarkedCopy } from '../work/import-marked.ts'
import { mappingsOf, rememberMapping } from '../work/import-mapping.ts'
import { readFiles } from '../work/import-read.ts'
import { performImport, rehearseImport, type ImportResult } from '../work/import.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { EXIT, printJson, printTable, progressReporter } from './output.ts'

type ImportOptions = DatabaseOptions & {
  readonly dryRun?: boolean
  readonly asOf?: string
  readonly marked?: string
  readonly sheet?: string
  readonly mapping?: string
  readonly json?: boolean
  readonly progress?: string
}

/** `import FILE...`: files given together are one import, whatever their order. */
export function addImport(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('import <file...>')
    .description('import exchange sheets (XLSX, or CSV in UTF-8 or GB18030); files given together are one import')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--as-of <day>', 'the day that the sheets speak of (default: today)')
    .option('--sheet <noun>', `the noun of files that do not name it: ${NOUNS.join(', ')}`)
    .option('--mapping <json>', 'a mapping of foreign headers, remembered for files with the same headers')
    .option('--marked <xlsx>', "write the clerk's own file with the bad cells marked")
    .option('--json', 'one JSON document')
    .option('--progress <form>', 'json: progress as JSON lines on stderr')
    .action((files: string[], options: ImportOptions, command: Command) =>
      run(() => importFiles(files, { ...command.optsWithGlobals(), ...options })),
    )
}

async function importFiles(files: readonly string[], options: ImportOptions): Promise<number> {
  const asOf = demandDay(options.asOf)
  const noun = demandNoun(options.sheet)
  const sources = files.map((file) => ({ path: resolve(file), name: basename(file) }))
  const mapping = options.mapping === undefined ? undefined : readMappingFile(options.mapping)
  return withDesk(options, async (desk) => {
    const progress = progressReporter(options)
    const remembered = await mappingsOf(desk)
    const parsed = await readFiles(sources, {
      noun,
      mappingFor: (signature) => mapping ?? remembered.get(signature),
      maxRows: 1_000_000,
      progress: (rows) => progress('read', rows, rows),
    })
    const order = { batchId: randomUUID(), files: sources.map((source) => source.name), asOf, progress }
    if (mapping !== undefined && options.dryRun !== true) await rememberMapping(desk, parsed, mapping)
    const act = options.dryRun === true ? rehearseImport : performImport
    const result = await act(desk, parsed, order)
    if (options.marked !== undefined)
      await writeMarkedCopy(sources, result.problems, resolve(options.marked), parsed.tables ?? [])
    show(result, options)
    return exitOf(result)
  })
}

function exitOf(result: ImportResult): number {
  const hasErrors = result.problems.some((problem) => problem.severity === 'error')
  return hasErrors || result.sheets.some((sheet) => sheet.rejected > 0) ? EXIT.findings : EXIT.ok
}

function show(result: ImportResult, options: ImportOptions): void {
  if (options.json === true) {
    printJson(result)
    return
  }
  printTable(
    ['sheet', 'rows', 'unchanged', 'changed', 'created', 'rejected'],
    result.sheets.map((one) => [
      one.sheet,
      ...[one.rows, one.unchanged, one.changed, one.created, one.rejected].map(String),
    ]),
  )
  for (const problem of result.problems.slice(0, 50)) {
    const where = [problem.file, problem.sheet, problem.cell ?? `row ${problem.row}`]
      .filter((part) => part !== '')
      .join(' ')
    process.stderr.write(`${where}: ${problem.message.zh} / ${problem.message.en}\n`)
  }
  if (result.problems.length > 50)
    process.stderr.write(`… ${result.problems.length - 50} more; --json or --marked gives all\n`)
}

/** A day of the command line, or a refusal that shows how one is written. */
export function demandDay(text: string | undefined): string | undefined {
  if (text !== undefined && !isDay(text)) throw new Refusal('BAD_REQUEST', { detail: `“${text}” → YYYY-MM-DD` })
  return text
}

function demandNoun(text: string | undefined): Noun | undefined {
  const noun = NOUNS.find((one) => one === text)
  if (text !== undefined && noun === undefined)
    throw new Refusal('BAD_REQUEST', { detail: `--sheet: ${NOUNS.join(', ')}` })
  return noun
}

function readMappingFile(path: string): Mapping {
  const read = readMapping(JSON.parse(readFileSync(path, 'utf8')))
  if (typeof read === 'string') throw new Refusal('BAD_REQUEST', { detail: `--mapping ${basename(path)}: ${read}` })
  return read
}
