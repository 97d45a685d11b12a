import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../src/api/app.ts'
import { openOperatorSession } from '../src/store/session.ts'
import { PASSWORD, smallCity, type City, type Login } from './city.ts'

/** The server over the small city, asked without a network. */
export type TestServer = {
  readonly city: City
  readonly app: FastifyInstance
  /** What the server wrote to its log. */
  readonly log: string[]
  readonly stop: () => Promise<void>
}

export async function startTestServer(demo = false): Promise<TestServer> {
  const city = await smallCity()
  const dataDir = mkdtempSync(join(tmpdir(), 'trefoil-api-'))
  const log: string[] = []
  const app = await buildApp({
    db: city.db,
    packs: city.desk.packs,
    demo,
    dataDir,
    system: () => openOperatorSession(city.adminUrl),
    log: { write: (line) => void log.push(line) },
  })
  await app.ready()
  return {
    city,
    app,
    log,
    stop: async () => {
      await app.close()
      await city.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** One caller: its cookie goes with every request, and its writes come from the page itself. */
export type Client = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  more?: Ask,
) => Promise<LightMyRequestResponse>
export type Ask = {
  readonly body?: string | object
  readonly headers?: Readonly<Record<string, string>>
  /** null sends no key. */
  readonly key?: string | null
  readonly payload?: Buffer
}

export function clientOf(app: FastifyInstance, cookie = ''): Client {
  return (method, url, { body, headers = {}, key = randomUUID(), payload } = {}) => {
    const isWrite = method !== 'GET'
    const options: InjectOptions = {
      method,
      url,
      headers: {
        host: 'trefoil.test',
        ...(cookie === '' ? {} : { cookie }),
        ...(isWrite ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...(isWrite && key !== null ? { 'idempotency-key': key } : {}),
        ...headers,
      },
      ...(payload === undefined && body === undefined ? {} : { payload: payload ?? body }),
    }
    return app.inject(options)
  }
}

/** Signs in through the page's own route. */
export async function signedIn(app: FastifyInstance, login: Login): Promise<Client> {
  const reply = await clientOf(app)('POST', '/api/session', { body: { login, password: PASSWORD } })
  if (reply.statusCode !== 200) throw new Error(`${login} was not let in: ${reply.body}`)
  return clientOf(app, cookieOf(reply))
}

/** The cookie that a reply sets, as a browser sends it back. */
export function cookieOf(reply: LightMyRequestResponse): string {
  return reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** Files and fields as a browser posts a form. */
export function formOf(
  files: Readonly<Record<string, string | Buffer>>,
  fields: Readonly<Record<string, string>> = {},
): Required<Pick<Ask, 'payload' | 'headers'>> {
  const edge = `----trefoil${randomUUID()}`
  const parts = [
    ...Object.entries(fields).map(([name, value]) => [`name="${name}"`, Buffer.from(value)] as const),
    ...Object.entries(files).map(
      ([name, content]) =>
        [`name="files"; filename="${name}"\r\nContent-Type: application/octet-stream`, Buffer.from(content)] as const,
    ),
  ]
  const payload = Buffer.concat([
    ...parts.flatMap(([head, content]) => [
      Buffer.from(`--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${edge}--\r\n`),
  ])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${edge}` } }
}
