import { extname, resolve } from 'node:path'
import type { Command } from 'commander'
import { Refusal } from '../domain/refusal.ts'
import { NOUNS } from '../domain/sheet.ts'
import { demandNoun, EXPORT_FORMATS, writeExport } from '../work/export.ts'
import { withDesk, type DatabaseOptions } from './context.ts'
import { demandDay } from './import.ts'
import { EXIT, printJson } from './output.ts'

type ExportOptions = DatabaseOptions & {
  readonly asOf?: string
  readonly knownAt?: string
  readonly place?: string
  readonly out: string
  readonly json?: boolean
}

/** `export NOUN --out FILE.{xlsx,csv,jsonl}`: what is imported again unchanged changes nothing. */
export function addExport(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  program
    .command('export <noun>')
    .description(`export a sheet: ${NOUNS.join(', ')}`)
    .option('--as-of <day>', 'the day (default: today)')
    .option('--known-at <instant>', 'as known at an instant (default: now)')
    .option('--place <code>', 'a place and all below it')
    .requiredOption('--out <file>', `the file to write: ${EXPORT_FORMATS.map((format) => `.${format}`).join(', ')}`)
    .option('--json', 'one JSON document')
    .action((noun: string, options: ExportOptions, command: Command) =>
      run(async () => {
        const format = EXPORT_FORMATS.find((one) => `.${one}` === extname(options.out).toLowerCase())
        if (format === undefined) throw new Refusal('BAD_REQUEST', { detail: `--out: ${EXPORT_FORMATS.join(', ')}` })
        const question = { asOf: demandDay(options.asOf), knownAt: options.knownAt, place: options.place }
        const order = { noun: demandNoun(noun), question, filters: {}, format }
        const rows = await withDesk({ ...command.optsWithGlobals(), ...options }, (desk) =>
          writeExport(desk, order, resolve(options.out)),
        )
        if (options.json === true) printJson({ noun: order.noun, rows, file: options.out })
        else process.stderr.write(`${rows} → ${options.out}\n`)
        return EXIT.ok
      }),
    )
}
