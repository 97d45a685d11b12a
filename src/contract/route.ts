import type { Static, TSchema } from 'typebox'
import type { Permit } from '../domain/system.ts'

/** The version of the contract, told with every reply: it changes where a caller of before would be misled. */
export const CONTRACT_VERSION = '1'

/**
 * Who may call: anybody, someone signed in, someone who takes part in cases (an officer, or an organization for itself),
 * or someone with a role that writes facts. What they see is the scope's matter.
 */
export type Caller = 'anyone' | 'reader' | 'participant' | 'writer'

/** One route: the same definition validates, serializes, types the page and writes the OpenAPI file. */
export type Route<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema | undefined = TSchema | undefined,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly caller: Caller
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly reply?: R
  readonly status?: 200 | 201 | 202 | 204
  /** A POST that only asks: it stores nothing and needs no key. */
  readonly isQuestion?: true
  /** What the token of another system needs to ask this; without it only people do. */
  readonly permit?: Permit
  /** multipart/form-data or a file in the reply: described, but read and written as streams. */
  readonly consumes?: 'multipart/form-data'
  readonly produces?: string
}

type StaticOf<T> = T extends TSchema ? Static<T> : undefined
export type ParamsOf<T extends Route> = StaticOf<T['params']>
export type QueryOf<T extends Route> = StaticOf<T['query']>
export type BodyOf<T extends Route> = StaticOf<T['body']>
export type ReplyOf<T extends Route> = StaticOf<T['reply']>

/** States a route without widening its schemas. */
export function route<const T extends Route>(definition: T): T {
  return definition
}
