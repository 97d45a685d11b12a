import fastifySwagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifySchema } from 'fastify'
import { Type } from 'typebox'
import { ProblemShape } from '../contract/common.ts'
import type { Route } from '../contract/route.ts'
import { needsKey, schemaOf } from './register.ts'
import { routeOf, ROUTE_NAMES, type RouteName } from './routes.ts'

const VERSION = '0.1.0'

const OPENAPI: FastifyDynamicSwaggerOptions['openapi'] = {
  openapi: '3.1.0',
  info: {
    title: '三叶 Trefoil',
    version: VERSION,
    description:
      'Party-building in social organizations. Errors are problems of RFC 9457 with a stable `code` and zh/en texts. ' +
      'Every write but sign-in and sign-out carries an `Idempotency-Key`: the same key with the same request gives the ' +
      'same reply and one effect. A write must come from our own pages: `Sec-Fetch-Site` same-origin or none, or an ' +
      '`Origin` of this host, or, from a client that is no browser, a JSON body or the key. Lists are paged by cursors.',
  },
  components: {
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: '__Host-trefoil',
        description: '`trefoil` on a plain connection.',
      },
      system: {
        type: 'http',
        scheme: 'bearer',
        description: 'The token of another system (`trefoil_sys_…`), on the routes that name a permit and no others.',
      },
    },
  },
}

const KEY_HEADER = Type.Object({
  'idempotency-key': Type.String({ format: 'uuid', description: 'One UUID for each submission.' }),
})

const UPLOAD = Type.Object({
  asOf: Type.Optional(Type.String({ format: 'date', description: 'The day that the sheets speak of.' })),
  sheet: Type.Optional(Type.String({ description: 'The noun of files that do not name it.' })),
  files: Type.Array(Type.String({ format: 'binary' }), { maxItems: 8, description: 'At most 64 MB each.' }),
})

/** How the document is made: from the contract, with what is described but not validated added. */
export const SWAGGER: FastifyDynamicSwaggerOptions = {
  openapi: OPENAPI,
  transform: ({ schema, url, route }) => {
    const name = route.config?.contract
    if (name === undefined) return { schema: { hide: true }, url }
    return { schema: describedSchema(name, schema), url }
  },
  transformObject: (document) => ('openapiObject' in document ? withProblems(document.openapiObject) : {}),
}

type OpenApi = Extract<
  Parameters<NonNullable<FastifyDynamicSwaggerOptions['transformObject']>>[0],
  { openapiObject: object }
>['openapiObject']

/** Every operation answers with the same problem, described once. */
function withProblems(document: OpenApi): OpenApi {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of [path?.get, path?.post, path?.put, path?.delete]) {
      if (operation?.responses !== undefined)
        operation.responses['default'] = { $ref: '#/components/responses/Problem' }
    }
  }
  Object.assign(document.components ?? {}, { responses: { Problem: PROBLEM } })
  return document
}

function describedSchema(name: RouteName, schema: FastifySchema): FastifySchema {
  const route: Route = routeOf(name)
  const success = route.status ?? 200
  const described = {
    ...schema,
    operationId: name,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? ''],
    security: securityOf(route),
    ...(needsKey(route) ? { headers: KEY_HEADER } : {}),
    ...(route.consumes === undefined ? {} : { consumes: [route.consumes], body: UPLOAD }),
    response: { [success]: successOf(route) },
  }
  return described
}

function securityOf({ caller, permit }: Route): Record<string, string[]>[] {
  if (caller === 'anyone') return []
  return [{ session: [] }, ...(permit === undefined ? [] : [{ system: [permit] }])]
}

const PROBLEM = {
  description: 'A problem in words: code, and what to mend.',
  content: { 'application/problem+json': { schema: ProblemShape } },
}

function successOf({ reply, produces }: Route): object {
  if (produces !== undefined) {
    return { description: 'The file.', content: { [produces]: { schema: Type.String({ format: 'binary' }) } } }
  }
  return reply === undefined
    ? { type: 'null', description: 'Done.' }
    : { description: 'Done.', content: { 'application/json': { schema: reply } } }
}

/** The document of the routes alone: no database, no handler. */
export async function openApiDocument(): Promise<object> {
  const app: FastifyInstance = Fastify({ exposeHeadRoutes: false })
  await app.register(fastifySwagger, SWAGGER)
  for (const name of ROUTE_NAMES) {
    const route: Route = routeOf(name)
    const { method, path: url } = route
    app.route({ method, url, schema: schemaOf(route), config: { contract: name }, handler: async () => undefined })
  }
  await app.ready()
  const document = app.swagger()
  await app.close()
  return document
}
