import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '../contract/route.ts'
import { Refusal } from '../domain/refusal.ts'
import { TOKEN_PREFIX } from '../domain/system.ts'
import { meetSystem } from '../work/system.ts'
import type { House } from './handlers.ts'

type Met = NonNullable<Awaited<ReturnType<typeof meetSystem>>>

declare module 'fastify' {
  interface FastifyRequest {
    /** The other system whose token came with the request. */
    system?: Met
  }
}

/** Lets the token of another system in: whose it is, whether the route is for it, and how often it has come. */
export type SystemDoor = (request: FastifyRequest, reply: FastifyReply, route: Route) => Promise<void>

const MINUTE = 60_000
/** Tokens of nobody that one address may try in a minute. */
const WRONG_TRIES = 60
/** How long the door remembers whose a token is. What it may see and whether it is still good each statement asks anew. */
const REMEMBERED = MINUTE
const MOST_REMEMBERED = 1000

const BEARER = new RegExp(`^Bearer (${TOKEN_PREFIX}[A-Za-z0-9_-]{43})$`, 'i')

/** Whether the request comes with a token in its header; its cookie then says nothing. */
export function isBySystem({ headers }: FastifyRequest): boolean {
  return headers.authorization !== undefined
}

/** The token of the header; empty where it is none of ours. */
export function systemTokenOf({ headers }: FastifyRequest): string {
  return BEARER.exec(headers.authorization ?? '')?.[1] ?? ''
}

export function openSystemDoor(app: FastifyInstance, house: House): SystemDoor {
  const known = new Map<string, { readonly met: Met; readonly until: number }>()
  const countOf = app.createRateLimit({
    max: (request) => request.system?.perMinute ?? house.systemRate,
    timeWindow: MINUTE,
    keyGenerator: (request) => `system ${request.system?.id}`,
  })
  const countWrong = app.createRateLimit({ max: WRONG_TRIES, timeWindow: MINUTE, keyGenerator: ({ ip }) => `ip ${ip}` })

  async function meet(token: string): Promise<Met | undefined> {
    const mark = createHash('sha256').update(token).digest('base64')
    const kept = known.get(mark)
    if (kept !== undefined && kept.until > performance.now()) return kept.met
    const met = await meetSystem(house, token)
    known.delete(mark)
    if (met === undefined) return undefined
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(mark, { met, until: performance.now() + REMEMBERED })
    return met
  }

  async function refuseWrong(request: FastifyRequest, reply: FastifyReply): Promise<never> {
    const wrong = await countWrong(request)
    if (!wrong.isAllowed && wrong.isExceeded) throw new Refusal('TOO_MANY_TRIES', { seconds: wrong.ttlInSeconds })
    void reply.header('www-authenticate', 'Bearer error="invalid_token"')
    throw new Refusal('SYSTEM_TOKEN')
  }

  return async (request, reply, { permit }) => {
    const token = systemTokenOf(request)
    const met = token === '' ? undefined : await meet(token)
    if (met === undefined) return refuseWrong(request, reply)
    request.system = met
    void reply.header('trefoil-token-expires', met.expiresOn)
    const count = await countOf(request)
    if (!count.isAllowed) tellRate(reply, count)
    if (permit === undefined) throw new Refusal('SYSTEM_ROUTE')
    if (met.permits.includes(permit)) return
    void reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${permit}"`)
    throw new Refusal('SYSTEM_PERMIT', { permit })
  }
}

type Count = {
  readonly max: number
  readonly remaining: number
  readonly ttlInSeconds: number
  readonly isExceeded: boolean
}

/** The fields of the IETF draft on rate limits, on every reply; refused once the minute is used up. */
function tellRate(reply: FastifyReply, { max, remaining, ttlInSeconds, isExceeded }: Count): void {
  void reply.headers({
    'ratelimit-limit': max,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': ttlInSeconds,
    'ratelimit-policy': `${max};w=${MINUTE / 1000}`,
  })
  if (isExceeded) throw new Refusal('RATE_LIMIT', { limit: max, seconds: ttlInSeconds })
}
