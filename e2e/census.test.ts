import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, expectClean, openStage, visit, type Stage } from './browser.ts'
import { countBurden, overBudget } from './burden.ts'
import { listReturns, openCensus, read, send } from './census-stage.ts'

const CITY = /市级党建工作人员|city officer/
const ORGANIZATION = /一家社会组织|one social organization/

describe.skipIf(CHROMIUM === undefined)('a census in a browser', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
    const { page } = await visit(stage, 1280, 'zh', CITY)
    await openCensus(page, '年度摸底')
    await openCensus(page, '全表摸底', { questionSet: 'social-organization-2026' })
    await page.context().close()
  }, 180_000)

  afterAll(async () => stage.close())

  test('an officer makes a draft, sees whom it asks and how much, and sends it out', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', CITY)
    await page.goto('/census')
    await page.getByRole('link', { name: '新建摸底' }).click()
    await page.getByLabel('名称').fill('基金会摸底')
    await page.getByLabel('社会团体').uncheck()
    await page.getByLabel('社会服务机构').uncheck()
    await page.getByLabel('备案社区社会组织').uncheck()
    await page.getByRole('button', { name: '存为草稿，预览范围' }).click()
    await page.getByRole('heading', { name: '负担测算' }).waitFor()
    await page.getByRole('button', { name: /^下发给 \d+ 家$/ }).click()
    await page.getByText(/^应报 \d+ 家，已报 0 家/).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('an organization answers on a phone with nothing changed, within its budget, and gets a receipt', async () => {
    const { page, faults } = await visit(stage, 360, 'zh', ORGANIZATION)
    const { count, begin } = await countBurden(page)
    await page.getByRole('link', { name: '年度摸底' }).waitFor()
    begin()
    await page.getByRole('link', { name: '年度摸底' }).click()
    await page.getByRole('link', { name: '开始' }).click()
    const submit = page.getByRole('button', { name: '提交', exact: true })
    const right = page.getByRole('button', { name: '都对，下一步' })
    for (;;) {
      await submit.or(right).first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      if (await submit.isVisible()) break
      const heading = await page.getByRole('heading', { level: 1 }).textContent()
      await right.click()
      await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, heading)
    }
    await submit.click()
    await page.getByRole('heading', { name: '已提交' }).waitFor()
    expect(await page.locator('.hash').textContent()).toMatch(/^(sha256:)?[0-9a-f]{64}$/)
    expect(overBudget('annual answer with nothing changed', count)).toEqual([])
    expect(count.taps).toBeGreaterThan(3)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('a body reviews one return with two keys and stands at the next', async () => {
    const city = await visit(stage, 1280, 'zh', CITY)
    const { page } = city
    for (const one of (await listShort(page)).slice(0, 3)) await answerFor(page, one.id)
    const waiting = await listReturns(page, 'state=submitted&mine=true')
    expect(waiting.length).toBeGreaterThan(1)
    await page.goto(`/census/${waiting[0]?.campaign}/returns/${waiting[0]?.id}?state=submitted`)
    await page.getByRole('button', { name: /^确认，看下一家/ }).waitFor()
    const { count, begin } = await countBurden(page)
    const name = await page.getByRole('heading', { level: 1 }).textContent()
    begin()
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, name)
    expect(overBudget('review of one return', count)).toEqual([])
    expect(count.keys).toBeGreaterThan(0)
    expect((await listReturns(page, 'state=confirmed')).map((one) => one.id)).toContain(waiting[0]?.id)
    await page.context().close()
  })

  test.each([
    [1280, 'zh', false],
    [360, 'zh', true],
    [1280, 'en', true],
    [360, 'en', false],
  ] as const)(
    'every page of a census at %i in %s, large text %s: axe finds nothing, nothing scrolls sideways',
    async (width, language, isLarge) => {
      const city = await visit(stage, width, language, CITY)
      const [submitted] = await listReturns(city.page, 'state=submitted')
      const [silent] = await listReturns(city.page, 'state=notStarted')
      const census = `/census/${silent?.campaign}`
      const officer = [
        '',
        '?tab=returns',
        '?tab=cards',
        '?tab=reports',
        `/returns/${submitted?.id}`,
        `/returns/${silent?.id}`,
      ]
      await lookAt(
        city.page,
        officer.map((path) => `${census}${path}`),
        { width, isLarge },
      )
      await city.page.context().close()
      const own = await visit(stage, width, language, ORGANIZATION)
      const [mine] = await listReturns(own.page, 'mine=true')
      const task =
        mine === undefined
          ? []
          : ['', '?step=people', '?step=q.staff', '?step=check'].map((step) => `/my/${mine.id}${step}`)
      await lookAt(own.page, ['/my', ...task], { width, isLarge })
      await own.page.context().close()
      expect([...city.faults, ...own.faults]).toEqual([])
    },
    180_000,
  )
})

async function lookAt(page: Page, paths: readonly string[], view: { width: number; isLarge: boolean }): Promise<void> {
  await page.evaluate((size) => localStorage.setItem('trefoil.largeText', size), view.isLarge ? 'yes' : 'no')
  for (const path of paths) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expectClean(page, view.width)
  }
}

/** Returns of the short form that nobody has touched and nothing hinders. */
async function listShort(page: Page) {
  const returns = (await listReturns(page, 'state=notStarted')).filter((one) => one.campaignTitle === '年度摸底')
  const ready = []
  for (const one of returns.slice(0, 12)) {
    const { faults } = await read<{ faults: unknown[] }>(page, `/api/returns/${one.id}`)
    if (faults.length === 0) ready.push(one)
  }
  return ready
}

async function answerFor(page: Page, id: string): Promise<void> {
  const view = await read<{ version: number }>(page, `/api/returns/${id}`)
  await send(page, 'POST', `/api/returns/${id}/submission`, { seen: view.version })
}
