import { LINES, type Line } from '../domain/organization.ts'
import type { ProblemCode } from '../domain/problem.ts'
import type { BodyNow } from '../store/body.ts'
import type { FactValues } from '../store/fact.ts'
import { lineText } from './import-bodies.ts'
import type { ParsedRow } from './import-run.ts'

export type KnownBodies = {
  readonly bodies: ReadonlyMap<string, BodyNow>
  readonly bodiesById: ReadonlyMap<number, BodyNow>
}

type Told = Readonly<Record<string, string>>

/** What a row states of the responsible body (undefined: nothing), or why it cannot be. */
export type ResponsibilityStated =
  | { readonly values: FactValues | undefined }
  | { readonly fault: ProblemCode; readonly told: Told }

const LINE_NUMBERS: Readonly<Record<Line, number>> = { civil: 1, community: 2, industry: 3 }

/** A named body brings its line; a line alone keeps a body of that line, and else states that there is none yet. */
export function responsibilityStated(
  row: ParsedRow,
  held: FactValues | undefined,
  known: KnownBodies,
): ResponsibilityStated {
  const [line, key] = [row.values['line'], row.values['bodyId']]
  if (line === undefined && key === undefined) return { values: undefined }
  if (typeof key === 'string') return bodyStated(key, line, known)
  const now = known.bodiesById.get(Number(held?.['bodyId'] ?? 0))
  if (key === undefined && now !== undefined && (line === undefined || line === now.line))
    return { values: valuesOf(now) }
  const stated = LINES.find((one) => one === (line === undefined ? held?.['line'] : line)) ?? null
  if (stated === null && held === undefined) return { values: undefined }
  return { values: { line: stated, lineNo: stated === null ? 0 : LINE_NUMBERS[stated], bodyId: null } }
}

function bodyStated(key: string, line: unknown, known: KnownBodies): ResponsibilityStated {
  const body = known.bodies.get(key)
  if (body === undefined) return { fault: 'bodyUnknown', told: { key: 'bodyId', read: key } }
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
