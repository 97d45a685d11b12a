import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '../contract/route.ts'
import type { BatchOffice } from '../work/batch-office.ts'
import type { Desk } from '../work/desk.ts'
import type { JobOffice } from '../work/job-office.ts'
import type { MailRoom } from '../work/mail-room.ts'
import type { PlanOffice } from '../work/plan-office.ts'
import type { FileAnswer } from './file-answer.ts'
import type { RouteName, Routes } from './routes.ts'

/** What all requests share: database and packs, and the offices of work that runs beside requests. */
export type House = Pick<Desk, 'db' | 'packs'> & {
  readonly batches: BatchOffice
  readonly plans: PlanOffice
  readonly jobs: JobOffice
  /** Where mail leaves; null where this instance sends none. */
  readonly mail: MailRoom
  /** Whether the sign-in page offers the accounts of the demo city, where the instance holds it. */
  readonly demo: boolean
  /** Requests a minute of another system that has no number of its own. */
  readonly systemRate: number
}

/** One call of a route, validated by its contract. The desk's token is empty where anyone may call. */
export type Call<R extends Route> = {
  readonly desk: Desk
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Frozen<T> = T extends readonly (infer U)[]
  ? readonly Frozen<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T

/** Events are written as they come; undefined is a sign of life. A file is streamed and then removed. */
export type Answer<R extends Route> = R extends { readonly produces: 'text/event-stream' }
  ? AsyncIterable<object | undefined>
  : R extends { readonly produces: string }
    ? FileAnswer
    : Frozen<ReplyOf<R>>

export type Handler<N extends RouteName> = (call: Call<Routes[N]>) => Promise<Answer<Routes[N]>>

/** Every route of the contract has its handler, or this does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<N> }
