import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../store/connection.ts'
import { buildApp } from './app.ts'

const PAGE = '<!doctype html><title>三叶</title>'
const SCRIPT = 'console.log("trefoil")'.repeat(100)
const folder = mkdtempSync(join(tmpdir(), 'trefoil-web-'))
const db = openDatabase('postgres://nobody@127.0.0.1:1/none', 1)
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'web/assets'), { recursive: true })
  writeFileSync(join(folder, 'web/index.html'), PAGE)
  writeFileSync(join(folder, 'web/assets/main-a1b2.js'), SCRIPT)
  writeFileSync(join(folder, 'web/assets/main-a1b2.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(folder, 'secret.txt'), 'not for the web')
  app = await buildApp({ db, packs: [], demo: false, dataDir: folder, webRoot: join(folder, 'web') })
})
afterAll(async () => {
  await app.close()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers })

test.each(['/', '/home', '/orgs/51320402000000001X?asOf=2026-01-01', '/plans/1'])(
  'the page is given at %s and asked for each time',
  async (url) => {
    const reply = await get(url)
    expect([reply.statusCode, reply.body]).toEqual([200, PAGE])
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.headers['content-type']).toContain('text/html')
  },
)

test('a file with a hash in its name is kept for good, and sent compressed where the browser can read that', async () => {
  const plain = await get('/assets/main-a1b2.js')
  expect([plain.body, plain.headers['content-encoding']]).toEqual([SCRIPT, undefined])
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const small = await get('/assets/main-a1b2.js', { 'accept-encoding': 'br' })
  expect(small.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT)
})

test.each(['/assets/gone-0000.js', '/api/nothing', '/api', '/..%2fsecret.txt', '/%2e%2e/secret.txt'])(
  '%s is not there',
  async (url) => {
    const reply = await get(url)
    expect(reply.statusCode).toBeGreaterThanOrEqual(400)
    expect(reply.statusCode).toBeLessThan(500)
    expect(reply.body).not.toContain('not for the web')
    expect(reply.headers['content-type']).toContain('application/problem+json')
  },
)

test('without a database the server says in words that it is unavailable', async () => {
  const reply = await get('/api/session', { cookie: 'trefoil=x' })
  expect([reply.statusCode, reply.json().code]).toEqual([503, 'UNAVAILABLE'])
})
