import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStage, visit, type Stage } from './browser.ts'
import { openCensus } from './census-stage.ts'

describe.skipIf(CHROMIUM === undefined)('the workbook of a census in a browser', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)

  afterAll(async () => stage.close())

  test('is downloaded, tried as it is, and changes nothing', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', /市级党建工作人员/)
    const census = await openCensus(page, '工作簿摸底')
    await page.goto(`/census/${census}?tab=returns`)
    await page.getByText('用工作簿填报').click()
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载工作簿' }).click()
    const path = '/tmp/shots/census.xlsx'
    await (await coming).saveAs(path)
    await page.getByLabel('填好的工作簿').setInputFiles(path)
    await page.getByRole('button', { name: '试查（不写入）' }).click()
    await page.locator('details output strong').waitFor()
    console.log(await page.locator('details').first().textContent())
    await page.screenshot({ path: '/tmp/shots/workbook.png', fullPage: false })
    expect(faults).toEqual([])
    await page.context().close()
  }, 120_000)
})
