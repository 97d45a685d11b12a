import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '../contract/route.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Desk } from '../work/desk.ts'
import { admit } from '../work/session.ts'
import type { House } from './handlers.ts'
import { isBySystem, systemTokenOf } from './system-door.ts'

/** Over TLS the name itself forbids another host, path or plain connection to set the cookie. */
function cookieName(request: FastifyRequest): string {
  return request.protocol === 'https' ? '__Host-trefoil' : 'trefoil'
}

export function tokenOf(request: FastifyRequest): string {
  return request.cookies[cookieName(request)] ?? ''
}

export function setToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(cookieName(request), token, cookieOptions(request))
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(request), cookieOptions(request))
}

function cookieOptions(request: FastifyRequest) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: request.protocol === 'https' } as const
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' && UUID.test(key) ? key.toLowerCase() : undefined
}

/** The desk of a request: the scope of its session is read by each statement, never kept in the cookie. */
export function deskOf(house: House, request: FastifyRequest, { permit }: Pick<Route, 'permit'>): Desk {
  const key = keyOf(request)
  const { db, packs } = house
  const keyed = key === undefined ? {} : { key }
  if (!isBySystem(request)) return { db, packs, token: tokenOf(request), ...keyed }
  return { db, packs, token: systemTokenOf(request), ...(permit === undefined ? {} : { permit }), ...keyed }
}

/**
 * A write must come from our own page: browsers say so by Sec-Fetch-Site, older ones by Origin. A client that says
 * neither is no browser page, if it sends what no form of another site can: a JSON body or our header.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const medium = mediumOf(request)
  if (!MEDIA.includes(medium) || !isFromOwnPage(request, medium)) throw new Refusal('CROSS_SITE')
}

/** What a write may be sent as; the other kinds are those of plain forms. */
const MEDIA: readonly string[] = ['', 'application/json', 'multipart/form-data']

function mediumOf({ headers }: FastifyRequest): string {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

function isFromOwnPage(request: FastifyRequest, medium: string): boolean {
  const { 'sec-fetch-site': site, origin } = request.headers
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin !== undefined) return isSameHost(origin, request.host)
  return medium === 'application/json' || keyOf(request) !== undefined || request.method === 'DELETE'
}

function isSameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * Who may call is the contract's word; what they then see is the scope's matter. A question is admitted by its own
 * transaction, which looks at the session anyway.
 */
export async function admitCaller(house: House, request: FastifyRequest, route: Route, act: string): Promise<void> {
  const { caller, isQuestion } = route
  if (caller === 'anyone') return
  const desk = deskOf(house, request, route)
  if (desk.token === '') throw new Refusal('NOT_SIGNED_IN')
  if (isQuestion !== true) await admit(desk, caller, act)
}

/** Every write carries a key, but signing in and out: a session that is opened twice harms nobody. */
export function demandKey(request: FastifyRequest): void {
  if (keyOf(request) === undefined) throw new Refusal('KEY_MISSING')
}
