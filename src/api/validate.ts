import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { Refusal } from '../domain/refusal.ts'

/**
 * Checks a part of a request against its contract. Text of the address becomes numbers where numbers are asked for; a
 * body must have the right types itself. A refusal names the field.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const part = PARTS[httpPart ?? ''] ?? httpPart ?? ''
  const check = Compile(schema)
  return (value) => {
    const given = httpPart === 'body' ? (value ?? {}) : Value.Convert(schema, { ...asObject(value) })
    if (!check.Check(given)) return { error: refusalOf(part, check.Errors(given)) }
    const bad = findUnwritable(given)
    return bad === undefined ? { value: given } : { error: badRequest(part, bad, 'NUL') }
  }
}

const PARTS: Readonly<Record<string, string>> = { querystring: 'query' }

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

type Found = { readonly instancePath: string; readonly message: string; readonly params: object }

function refusalOf(part: string, errors: readonly Found[]): Refusal {
  const first = errors.find((error) => fieldsOf(error).length > 0) ?? errors[0]
  if (first === undefined) return badRequest(part, '', '')
  const [field = ''] = fieldsOf(first)
  return badRequest(part, field === '' ? first.instancePath : `${first.instancePath}/${field}`, first.message)
}

/** A missing or unknown field is named by the error of what it should stand, or stands, in. */
function fieldsOf({ params }: Found): readonly string[] {
  if ('requiredProperties' in params && Array.isArray(params.requiredProperties)) return params.requiredProperties
  if ('additionalProperties' in params && Array.isArray(params.additionalProperties)) return params.additionalProperties
  return []
}

function badRequest(part: string, path: string, message: string): Refusal {
  const field = path.replace(/^\//, '').replaceAll('/', '.')
  const detail = [field === '' ? part : field, message].filter((one) => one !== '').join('：')
  return new Refusal('BAD_REQUEST', { detail, pointer: `/${part}${path}` })
}

/** The path of the first text with a NUL, which no database column can hold. */
function findUnwritable(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, one] of Object.entries(value)) {
    const found = key.includes('\u0000') ? path : findUnwritable(one, `${path}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
