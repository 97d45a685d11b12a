import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, expectClean, openStage, visit, type Stage } from './browser.ts'

const CITY = /市级党建工作人员|city officer/

/** One page of each kind that hangs on something on record: an organization, and a conference where the city has one. */
async function findPages(stage: Stage): Promise<string[]> {
  const { page } = await visit(stage, 1280, 'zh', CITY)
  const found: string[] = []
  for (const [list, link] of [
    ['/orgs', 'main table a[href^="/orgs/"]'],
    ['/lines?tab=conferences', 'main a[href^="/lines/conferences/"]'],
  ] as const) {
    await page.goto(list)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const hrefs = await page.locator(link).evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''))
    found.push(...hrefs.slice(0, 1).map((href) => new URL(href, stage.address).pathname))
  }
  await page.context().close()
  return found
}

describe.skipIf(CHROMIUM === undefined)('in a browser', () => {
  let stage: Stage
  let paths: readonly string[]

  beforeAll(async () => {
    stage = await openStage()
    paths = [...pages, ...(await findPages(stage))]
  }, 300_000)

  afterAll(async () => stage.close())

  const pages = [
    '/home',
    '/cases',
    '/notices',
    '/orgs',
    '/orgs/duplicates',
    '/orgs/duplicates?tab=answers',
    '/orgs/duplicates?tab=merges',
    '/lines',
    '/lines?tab=moves',
    '/lines?tab=load',
    '/lines?tab=conferences',
    '/liaison?tab=held',
    '/liaison',
    '/liaison?tab=officers',
    '/liaison/visit',
    '/import',
    '/analysis',
    '/analysis?tab=official',
    '/analysis?tab=gaps',
    '/plans',
    '/census',
    '/census/new',
    '/registrations',
    '/registrations/new',
    '/papers',
    '/papers/new',
    '/papers/templates',
    '/verify',
    '/admin/systems',
    '/admin/calendar',
    '/notices/settings',
    '/orgs/new',
    '/my',
  ] as const
  // Each language and each width is looked through by axe once; the other two views are measured only.
  const views = [
    [1280, 'zh', true],
    [360, 'zh', false],
    [1280, 'en', false],
    [360, 'en', true],
  ] as const

  test.each(views)(
    'every page at %i in %s: no fault, nothing from outside, no sideways scroll, axe (%s) finds nothing',
    async (width, language, isAxed) => {
      const { page, faults } = await visit(stage, width, language, CITY)
      for (const path of paths) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
        expect(await page.evaluate(() => document.documentElement.lang), path).toMatch(
          language === 'zh' ? /^zh/ : /^en/,
        )
        if (isAxed) await expectClean(page, width)
      }
      expect(faults).toEqual([])
      await page.context().close()
    },
    900_000,
  )

  test('a Chinese glyph is drawn, not a box, with the font that the pages bring', async () => {
    const { page } = await visit(stage, 1280, 'zh', CITY)
    const drawn = await page.evaluate(async () => {
      await document.fonts.load('32px "Noto Sans SC Variable"', '党')
      const inkOf = (text: string) => {
        const canvas = document.createElement('canvas')
        const pen = canvas.getContext('2d')
        if (pen === null) return ''
        pen.font = '32px "Noto Sans SC Variable"'
        pen.fillText(text, 4, 40)
        return canvas.toDataURL()
      }
      return inkOf('党') !== inkOf('\u{10FFFF}') && inkOf('党') !== inkOf('建')
    })
    expect(drawn).toBe(true)
    await page.context().close()
  })

  test('a cell of the official table opens a list of just that many organizations', async () => {
    const { page } = await visit(stage, 1280, 'zh', CITY)
    await page.goto('/analysis?tab=official')
    const row = page.getByRole('row', { name: /应建尚未建立党组织的/ })
    await row.waitFor()
    const cell = row.getByRole('link').first()
    const figure = Number((await cell.textContent())?.replaceAll(',', ''))
    await cell.click()
    await page.waitForURL(/\/orgs/)
    await page
      .getByText(new RegExp(`${figure.toLocaleString('en-US')} 家`))
      .first()
      .waitFor()
    expect(figure).toBeGreaterThan(0)
    await page.context().close()
  })

  test('a clerk tries a file, sees its problems, imports the good rows and takes them back', async () => {
    const { page } = await visit(stage, 1280, 'zh', CITY)
    const path = join(tmpdir(), `organizations-${process.pid}.csv`)
    await writeFile(
      path,
      [
        '统一社会信用代码,名称,类别,成立日期,所在区划代码,从业人员,专职人员,专职人员中正式党员',
        '51320499MJT000010U,演示新会,社会团体,2024-01-01,320402,10,5,2',
        '52320499MJT000029M,演示新中心,社会服务机构,2024-01-01,320402,10,5,6',
      ].join('\n'),
    )
    await page.goto('/import')
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByLabel('没有写明是哪张表的，按此读取').selectOption({ label: '社会组织' })
    await page.getByRole('button', { name: '试查（不写入）' }).click()
    await page.getByText('H3').first().waitFor()
    await page.getByRole('button', { name: /^导入 1 行/ }).click()
    await page
      .getByText(/已导入 1 行/)
      .first()
      .waitFor()
    await page.goto('/orgs?q=演示新会')
    await page.getByRole('link', { name: '演示新会' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: '撤销整批' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '撤销整批' }).click()
    await page.getByText('该批次已整批撤销').first().waitFor()
    await page.goto('/orgs?q=演示新会')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('link', { name: '演示新会' }).count()).toBe(0)
    await page.context().close()
  })

  test('a plan is made, shows score, bound and gap, and breaks no rule', async () => {
    const { page } = await visit(stage, 1280, 'zh', CITY)
    await page.goto('/plans')
    await page
      .getByRole('button', { name: /制作方案|生成方案|开始/ })
      .first()
      .click()
    const score = page.getByTestId('planner-score')
    await score.getByText('已证明下界').waitFor({ timeout: 40_000 })
    expect(await score.textContent()).toContain('违反规则')
    await page.getByTestId('planner-map').waitFor()
    await page.context().close()
  })

  test('a district officer finds nothing of another district', async () => {
    const city = await visit(stage, 1280, 'zh', CITY)
    await city.page.goto('/orgs?place=320402')
    const link = city.page.locator('table a').first()
    await link.waitFor()
    const path = new URL((await link.getAttribute('href')) ?? '', stage.address).pathname
    const name = (await link.textContent()) ?? ''
    const district = await visit(stage, 1280, 'zh', /武进区党建工作人员/)
    await district.page.goto(path)
    await district.page
      .locator('main')
      .getByText(/没有找到|没有这|不在您的范围/)
      .first()
      .waitFor()
    expect(await district.page.locator('main').textContent()).not.toContain(name)
    await city.page.context().close()
    await district.page.context().close()
  })
})
