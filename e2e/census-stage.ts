import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'

/** Asks the API as the page's own account: what a test needs, made without the pages. */
export async function send<T>(page: Page, method: 'POST' | 'PUT', path: string, data?: object): Promise<T> {
  const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json' }
  const reply = await page.request.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) })
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`)
  return reply.json()
}

export async function read<T>(page: Page, path: string): Promise<T> {
  const reply = await page.request.get(path)
  if (!reply.ok()) throw new Error(`GET ${path}: ${reply.status()} ${await reply.text()}`)
  return reply.json()
}

/** A census that is open, of the short form, for the whole city; its id. */
export async function openCensus(page: Page, title: string, more: object = {}): Promise<string> {
  const { today } = await read<{ today: string }>(page, '/api/session')
  const later = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
  const plan = {
    title,
    questionSet: 'members-brief',
    cutOff: today,
    dueOn: later(30),
    closesOn: later(45),
    scope: { places: [], lines: [], kinds: ['association', 'service', 'foundation', 'filed'] },
    ...more,
  }
  const { id } = await send<{ id: string }>(page, 'POST', '/api/census', plan)
  await send(page, 'POST', `/api/census/${id}/opening`)
  return id
}

export type Item = {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly campaign: string
  readonly campaignTitle: string
}

export async function listReturns(page: Page, query: string): Promise<Item[]> {
  return (await read<{ returns: Item[] }>(page, `/api/my/returns?limit=200&${query}`)).returns
}
