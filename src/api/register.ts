import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { Type, type TObject, type TSchema } from 'typebox'
import type { Route } from '../contract/route.ts'
import { sendEvents } from './event-answer.ts'
import { sendFile } from './file-answer.ts'
import { admitCaller, demandKey, deskOf, refuseCrossSite } from './guard.ts'
import type { Handlers, House } from './handlers.ts'
import { isBySystem, openSystemDoor, type SystemDoor } from './system-door.ts'
import { routeOf, ROUTE_NAMES, type RouteName } from './routes.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The name of the route in the contract. */
    readonly contract?: RouteName
  }
}

/** Tries of one address in a minute, an outer limit far above what people do. */
const RATES: Partial<Record<RouteName, number>> = {
  signIn: 300,
  setAddress: 30,
  confirmByLink: 60,
  stopByLink: 60,
  checkImport: 60,
  addDocument: 60,
  verifyPaper: 60,
}

/** Registers every route of the contract in one way: own site, caller, key, validation, handler, reply. */
export function registerRoutes(app: FastifyInstance, house: House, handlers: Handlers): void {
  const door = openSystemDoor(app, house)
  for (const name of ROUTE_NAMES) registerRoute(app, name, { house, handlers, door })
}

type Parts = { readonly house: House; readonly handlers: Handlers; readonly door: SystemDoor }

function registerRoute(app: FastifyInstance, name: RouteName, { house, handlers, door }: Parts): void {
  const route: Route = routeOf(name)
  const handle = handlers[name] as (call: object) => Promise<unknown> // the edge: the schemas below make the types true
  const max = RATES[name]
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    config: { contract: name, ...(max === undefined ? {} : { rateLimit: { max, timeWindow: '1 minute' } }) },
    onRequest: async (request, reply) => {
      // A browser adds no token of itself, so only a cookie has to come from our own page.
      if (isBySystem(request)) await door(request, reply, route)
      else refuseCrossSite(request)
      await admitCaller(house, request, route, name)
      if (needsKey(route)) demandKey(request)
    },
    handler: async (request, reply) => {
      const { params, query, body } = request
      const answer = await handle({ desk: deskOf(house, request, route), params, query, body, request, reply })
      return sendAnswer(route, reply, answer)
    },
  })
}

/** A write, except of the session itself; a question that is posted writes nothing. */
export function needsKey(route: Route): boolean {
  return route.method !== 'GET' && route.path !== '/api/session' && route.isQuestion !== true
}

function sendAnswer(route: Route, reply: FastifyReply, answer: unknown): Promise<FastifyReply> | FastifyReply {
  if (route.produces === 'text/event-stream') return sendEvents(reply, answer as AsyncIterable<object>) // by Answer
  if (route.produces !== undefined) return sendFile(reply, answer as Parameters<typeof sendFile>[1]) // by Answer
  return reply.code(route.status ?? 200).send(answer)
}

/** The parts that are validated and serialized; what is only described is added for the document (openapi.ts). */
export function schemaOf(route: Route): FastifySchema {
  return {
    params: route.params === undefined ? Type.Object({}) : route.params,
    querystring: closed(route.query),
    ...(route.body === undefined ? {} : { body: closed(route.body) }),
    ...(route.reply === undefined ? {} : { response: { [route.status ?? 200]: route.reply } }),
  }
}

/** A field that nobody knows is refused: a filter that is misspelled would else show everything. */
function closed(schema: TSchema | undefined): TSchema {
  if (schema === undefined) return Type.Object({}, { additionalProperties: false })
  return isObject(schema) ? Type.Object(schema.properties, { additionalProperties: false }) : schema
}

function isObject(schema: TSchema): schema is TObject {
  return 'properties' in schema
}

export function isApiPath(request: FastifyRequest): boolean {
  return /^\/api(\/|\?|$)/.test(request.url)
}
