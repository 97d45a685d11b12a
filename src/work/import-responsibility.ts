import { LINE_NUMBERS, LINES } from '../domain/organization.ts'
import type { ProblemCode } from '../domain/problem.ts'
import type { Day } from '../domain/day.ts'
import type { BodyNow, BodyOnRecord } from '../store/body.ts'
import type { FactValues } from '../store/fact.ts'
import { lineText, retiredBody } from './import-bodies.ts'
import type { ParsedRow } from './import-run.ts'

export type KnownBodies = {
  readonly bodies: ReadonlyMap<string, BodyOnRecord>
  readonly bodiesById: ReadonlyMap<number, BodyOnRecord>
  /** The day of the statement. */
  readonly asOf: Day
}

type Told = Readonly<Record<string, string>>

/** What a row states of the responsible body (undefined: nothing), or why it cannot be. */
export type ResponsibilityStated =
  | { readonly values: FactValues | undefined }
  | { readonly fault: ProblemCode; readonly told: Told }

/** A named body brings its line; a line alone keeps a body of that line, and else states that there is none yet. */
export function responsibilityStated(
  row: ParsedRow,
  held: FactValues | undefined,
  known: KnownBodies,
): ResponsibilityStated {
  const { line, bodyId: key } = row.values
  if (typeof key === 'string') return bodyStated(key, line, held, known)
  if (line === undefined && key === undefined) return { values: undefined }
  const now = key === undefined ? known.bodiesById.get(Number(held?.['bodyId'] ?? 0)) : undefined
  if (now !== undefined && line === now.line) return { values: valuesOf(now) }
  return { values: lineAlone(line === undefined ? held?.['line'] : line, held) }
}

function lineAlone(line: unknown, held: FactValues | undefined): FactValues | undefined {
  const stated = LINES.find((one) => one === line)
  if (stated !== undefined) return { line: stated, lineNo: LINE_NUMBERS[stated], bodyId: null }
  return held === undefined ? undefined : { line: null, lineNo: 0, bodyId: null }
}

// oxlint-disable-next-line max-params -- what is said, what is held, and what is known are of different kinds
function bodyStated(
  key: string,
  line: unknown,
  held: FactValues | undefined,
  known: KnownBodies,
): ResponsibilityStated {
  const body = known.bodies.get(key)
  if (body === undefined) return { fault: 'bodyUnknown', told: { key: 'bodyId', read: key } }
  const retired = held?.['bodyId'] === body.id ? undefined : retiredBody([body], key, known.asOf)
  if (retired !== undefined) {
    const { code, ...told } = retired
    return { fault: code, told: { key: 'bodyId', ...told } }
  }
  if (typeof line === 'string' && line !== body.line) {
    const [own, said] = [lineText(body.line), lineText(line)]
    const told = { bodyLine: own.zh, bodyLineEn: own.en, line: said.zh, lineEn: said.en }
    return { fault: 'bodyLine', told: { key: 'bodyId', read: key, body: key, ...told } }
  }
  return { values: valuesOf(body) }
}

function valuesOf(body: BodyNow): FactValues {
  return { line: body.line, lineNo: body.lineNo, bodyId: body.id }
}
