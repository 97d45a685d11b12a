import { Refusal, REFUSALS, refusalText } from '../domain/refusal.ts'

/** Exit codes of design.md 7. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  findings: 3,
  notFound: 4,
  notAllowed: 5,
  conflict: 6,
  infeasible: 7,
  unavailable: 8,
  interrupted: 130,
} as const

/** One JSON document on stdout. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`)
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A plain table on stdout: columns padded by the width of their widest cell, Chinese characters counting two. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [header, ...rows]
  const widths = header.map((_, index) => Math.max(...all.map((row) => widthOf(row[index] ?? ''))))
  for (const row of all) {
    const cells = row.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell)))
    printLine(cells.join('  ').trimEnd())
  }
}

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /[\u2E80-\uFFDC\u{20000}-\u{3FFFF}]/u.test(character) ? 2 : 1
  return width
}

/** Tells an error on stderr in both languages and gives the exit code that goes with it. */
export function reportError(error: unknown): number {
  if (error instanceof Refusal) {
    const text = refusalText(error)
    process.stderr.write(`${error.code}: ${text.zh}\n${text.en}\n`)
    return REFUSALS[error.code].exit
  }
  const message = error instanceof Error ? (process.env['TREFOIL_DEBUG'] ? error.stack : error.message) : String(error)
  process.stderr.write(`${message ?? 'unknown error'}\n`)
  return EXIT.failure
}

export type ProgressOptions = { readonly progress?: string | undefined }

/** Progress on stderr: a line that renews itself on a terminal, JSON lines with `--progress=json`, silence elsewhere. */
export function progressReporter(options: ProgressOptions): (step: string, done: number, of: number) => void {
  const started = process.hrtime.bigint()
  let last = 0
  return (step, done, of) => {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    if (seconds - last < 0.2 && done < of) return
    last = seconds
    const rate = seconds > 0 ? done / seconds : 0
    const left = rate > 0 ? Math.max(0, (of - done) / rate) : null
    if (options.progress === 'json') {
      process.stderr.write(`${JSON.stringify({ step, done, of, seconds: Number(seconds.toFixed(1)) })}\n`)
    } else if (process.stderr.isTTY) {
      const filled = of > 0 ? Math.round((20 * done) / of) : 0
      const bar = '█'.repeat(filled) + '░'.repeat(20 - filled)
      const rest = left === null ? '' : ` ${left.toFixed(0)} s`
      process.stderr.write(
        `\r\u001b[K${bar} ${step} ${done}/${of} ${rate.toFixed(0)}/s${rest}${done >= of ? '\n' : ''}`,
      )
    }
  }
}
