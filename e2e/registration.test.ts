import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, expectClean, openStage, visit, type Stage } from './browser.ts'

const CITY = /市级党建工作人员|city officer/

describe.skipIf(CHROMIUM === undefined)('at the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)
  afterAll(async () => stage.close())

  test('an application is taken, its clause looked through, and all gaps are told at once', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', CITY)
    await page.goto('/registrations')
    await page.getByRole('link', { name: '受理登记申请' }).click()
    await page.getByLabel('拟用名称').fill('钟楼区清河社会工作服务中心')
    await page.getByLabel('类别').selectOption('service')
    await page.getByLabel('住所所在区划').selectOption('320404001')
    await page.getByRole('button', { name: '开始办理' }).click()
    await page.getByRole('heading', { name: '成立登记 · 钟楼区清河社会工作服务中心' }).waitFor()

    const charter = page.locator('.pass-evidence .findings > li').first()
    await charter.getByRole('button', { name: '提交' }).click()
    await page.getByLabel('章程文本（可只贴党建条款）').fill('第五条 根据中国共产党章程的规定，设立中国共产党的组织。')
    await charter.getByRole('button', { name: '提交' }).click()
    await charter.getByText('根据中国共产党章程的规定').first().waitFor()
    await charter.getByText('未找到：坚持中国共产党的全面领导').waitFor()

    await page.getByRole('button', { name: '提交申请' }).click()
    await page.getByRole('button', { name: '提交申请' }).last().click()
    await page.getByRole('button', { name: '一次告知补正' }).click()
    expect(await page.getByRole('checkbox', { name: '章程党建条款' }).isChecked()).toBe(true)
    await page.getByRole('checkbox', { name: '党员情况调查表' }).check()
    await page.getByRole('button', { name: '一次告知补正' }).last().click()
    await page.getByText('核对结果不是缺少').waitFor()
    await page.getByRole('checkbox', { name: '党员情况调查表' }).uncheck()
    await page.getByRole('button', { name: '一次告知补正' }).last().click()
    await page.getByText('已一次告知，待补正').first().waitFor()
    await page.getByRole('link', { name: '关于成立登记材料需要补正的告知书' }).waitFor()
    await expectClean(page, 1280)
    const phone = await visit(stage, 360, 'en', CITY)
    await phone.page.goto(new URL(page.url()).pathname)
    await phone.page.getByText('Told once on').waitFor()
    await expectClean(phone.page, 360)
    expect([...faults, ...phone.faults]).toEqual([])
    await page.context().close()
    await phone.page.context().close()
  }, 120_000)
})
