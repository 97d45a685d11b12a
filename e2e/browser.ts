import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { buildApp } from '../src/api/app.ts'
import { openDatabase } from '../src/store/connection.ts'
import { loadPacks } from '../src/store/policy-files.ts'
import { openOperatorSession } from '../src/store/session.ts'
import { loadDemo } from '../src/work/demo.ts'
import { filledDatabase, type FreshDatabase } from '../test/database.ts'

/** The Chromium of the machine; where there is none the browser tests are skipped. */
export const CHROMIUM = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Stage = {
  readonly address: string
  readonly browser: Browser
  readonly close: () => Promise<void>
}

/** A small demo city behind the real server, and a browser. */
export async function openStage(): Promise<Stage> {
  const database = await filledDatabase('demo_city', fillDemoCity)
  const db = openDatabase(database.appUrl, 6)
  const dataDir = await mkdtemp(join(tmpdir(), 'trefoil-e2e-'))
  const system = () => openOperatorSession(database.adminUrl)
  const app = await buildApp({ db, packs: loadPacks(), demo: true, dataDir, system, webRoot: resolve('dist/web') })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS })
  const close = async () => {
    await browser.close()
    await app.close()
    await db.destroy()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { address, browser, close }
}

async function fillDemoCity({ adminUrl, appUrl }: FreshDatabase): Promise<void> {
  const db = openDatabase(appUrl, 6)
  try {
    const desk = { db, token: await openOperatorSession(adminUrl), packs: loadPacks() }
    await loadDemo(adminUrl, desk, { seed: 7, organizations: 300 })
  } finally {
    await db.destroy()
  }
}

export type Visitor = {
  readonly page: Page
  /** Everything that went wrong in the page, and every request to another place. */
  readonly faults: readonly string[]
}

/** A visitor of a width and a language, signed in by the press of a demo account's button. */
export async function visit(stage: Stage, width: number, language: 'zh' | 'en', account: RegExp): Promise<Visitor> {
  const context = await stage.browser.newContext({ viewport: { width, height: 800 }, baseURL: stage.address })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(stage.address) && !/^(data|blob):/.test(request.url()))
      faults.push(`outside: ${request.url()}`)
  })
  await page.goto('/sign-in')
  if (language === 'en') await page.getByRole('button', { name: 'EN', exact: true }).click()
  await page.getByRole('button', { name: account }).click()
  await page.waitForURL(/\/home/)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return { page, faults }
}

/** Nothing serious found by axe, and no sideways scroll at this width. */
export async function expectClean(page: Page, width: number): Promise<void> {
  const path = new URL(page.url()).pathname
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  expect(serious.map((one) => `${path} ${one.id} ${one.nodes[0]?.html ?? ''}`)).toEqual([])
}
