import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStage, visit, type Stage } from './browser.ts'
import { openCensus } from './census-stage.ts'

describe.skipIf(CHROMIUM === undefined)('the workbook of a census in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-book-'))
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)

  afterAll(async () => {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is downloaded, tried as it is, and says in words what would happen; nothing is saved by trying', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', /市级党建工作人员/)
    const census = await openCensus(page, '工作簿摸底')
    await page.goto(`/census/${census}?tab=returns`)
    await page.getByText('用工作簿填报').click()
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载工作簿' }).click()
    const path = join(folder, 'census.xlsx')
    await (await coming).saveAs(path)
    await page.getByLabel('填好的工作簿').setInputFiles(path)
    await page.getByRole('button', { name: '试查（不写入）' }).click()
    const said = page.locator('details output strong')
    await said.waitFor({ timeout: 100_000 })
    expect(await said.textContent()).toMatch(/^共 \d+ 行.*尚未保存任何内容。$/)
    expect(faults).toEqual([])
    await page.context().close()
  }, 150_000)
})
