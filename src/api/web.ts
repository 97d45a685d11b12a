import fastifyStatic from '@fastify/static'
import { extname } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusal.ts'
import { problemOf, sendProblem } from './problem.ts'
import { isApiPath } from './register.ts'

const FOREVER = 'public, max-age=31536000, immutable'

/** The pages: files with a hash in their name are kept by the browser, the first page is asked for each time. */
export async function registerWeb(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  if (webRoot !== undefined) {
    await app.register(fastifyStatic, {
      root: webRoot,
      index: false,
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.setHeader('cache-control', path.includes('/assets/') ? FOREVER : 'no-store')
      },
    })
    app.get('/', (_request, reply) => {
      void reply.sendFile('index.html')
    })
  }
  app.setNotFoundHandler((request, reply) => {
    tellNotFound(request, reply, webRoot !== undefined)
  })
}

/** An address of the page itself (/orgs/123) is the page's matter; an unknown file or API address is not there. */
function tellNotFound(request: FastifyRequest, reply: FastifyReply, hasPages: boolean): void {
  const isPage = request.method === 'GET' && !isApiPath(request) && extname(request.url.split('?')[0] ?? '') === ''
  if (isPage && hasPages) void reply.sendFile('index.html')
  else void sendProblem(reply, problemOf(new Refusal('ROUTE_NOT_FOUND')))
}
