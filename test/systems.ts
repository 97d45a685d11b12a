import type { FastifyInstance } from 'fastify'
import { PERMITS, type Permit } from '../src/domain/system.ts'
import { clientOf, type Client } from './server.ts'

export type Registered = { readonly id: string; readonly token: string; readonly client: Client }

/** A system that looks where its grants say; by default at the whole instance, with every permit. */
export async function registered(
  app: FastifyInstance,
  registrar: Client,
  more: { readonly permits?: readonly Permit[]; readonly place?: string; readonly perMinute?: number } = {},
): Promise<Registered> {
  const { permits = PERMITS, place = null, perMinute = null } = more
  const reply = await registrar('POST', '/api/systems', {
    body: {
      name: { zh: '登记大厅系统', en: 'registration hall' },
      contact: '市民政局登记处',
      permits,
      grants: [{ place, lines: null, from: '2020-01-01', to: null }],
      expiresOn: '2999-12-31',
      perMinute,
    },
  })
  if (reply.statusCode !== 201) throw new Error(`The system was not registered: ${reply.body}`)
  const { id, token } = reply.json()
  return { id, token, client: bearing(app, token) }
}

/** A caller that is no browser: its token goes with every request, and nothing else does. */
export function bearing(app: FastifyInstance, token: string): Client {
  const client = clientOf(app)
  return (method, url, { headers = {}, key = null, ...more } = {}) =>
    client(method, url, {
      ...more,
      key,
      headers: { authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site', ...headers },
    })
}
