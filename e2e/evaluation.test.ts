import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, expectClean, openStage, visit, type Stage, type Visitor } from './browser.ts'
import { read, send } from './census-stage.ts'

const CITY = /市级党建工作人员|city officer/

type Rows = { evaluations: { caseId: string; code: string; name: string; state: string }[] }
type Case = { version: number }

describe.skipIf(CHROMIUM === undefined)('the evaluation pass at the office', () => {
  let stage: Stage
  let desk: Visitor
  let phone: Visitor
  beforeAll(async () => {
    stage = await openStage()
    const both = [visit(stage, 1280, 'zh', CITY), visit(stage, 360, 'en', CITY)] as const
    ;[desk, phone] = await Promise.all(both)
  }, 180_000)
  afterAll(async () => stage.close())

  test('a call is drafted, changed, read through with its veto, published, and organizations are invited', async () => {
    const { page, faults } = desk
    await page.goto('/evaluations')
    await page.getByRole('heading', { name: '评估事项' }).waitFor()
    await expectClean(page, 1280)
    await page.getByRole('link', { name: '起草评估通知' }).click()
    await page.getByLabel('标题').fill('某年度社会组织等级评估')
    await page.getByLabel('一票否决审视日').fill('2020-01-01')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('审视日不能早于申请截止。').waitFor()
    await page.getByLabel('一票否决审视日').fill('2999-01-01')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('heading', { name: '某年度社会组织等级评估', level: 1 }).waitFor()
    await page.getByRole('button', { name: '修改草稿' }).click()
    await page.getByLabel('标题').fill('本年度社会组织等级评估')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('heading', { name: '本年度社会组织等级评估', level: 1 }).waitFor()
    const terms = page.getByRole('region', { name: '党建因素与一票否决' })
    await terms.getByText('100 分，总分 1000 分').waitFor()
    expect(await terms.getByText('假定').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('以下内容固定不变').waitFor()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByRole('heading', { name: '通知组织参评' }).waitFor()
    await invite(page)
    await expectClean(page, 1280)
    await page.getByRole('button', { name: '结束通知' }).click()
    await page.getByRole('button', { name: '结束通知' }).last().click()
    await page.getByText('已结束').first().waitFor()
    expect(faults).toEqual([])
  }, 60_000)

  test('a filed evaluation is admitted and its panel named beside the evidence; on a phone it reads as well', async () => {
    const { page, faults } = desk
    const { evaluations } = await read<Rows>(page, '/api/evaluations?state=filed')
    const [filed] = evaluations
    const { version } = await read<Case>(page, `/api/cases/${filed?.caseId}`)
    const form = { lastReport: 'ok', reportBefore: 'ok', penaltyOpen: 'no', underInvestigation: 'no', onList: 'no' }
    await send(page, 'POST', `/api/cases/${filed?.caseId}/actions`, { action: 'lookUp', form, seen: version })
    await page.goto('/evaluations?state=filed')
    await page.getByRole('link', { name: filed?.name ?? '' }).click()
    await page.getByRole('heading', { name: '自评与依据' }).waitFor()
    await page.locator('.pass-rules').getByText('E1').waitFor()
    await page.getByRole('button', { name: '具备参评条件', exact: true }).first().click()
    await page.getByRole('button', { name: '具备参评条件', exact: true }).last().click()
    await page.getByText('至少 3 名').waitFor()
    for (const title of [/评估专家一/, /评估专家二/, /评估专家三/])
      await page.getByRole('checkbox', { name: title }).check()
    await page.getByRole('button', { name: '确定 3 名' }).click()
    await page.getByRole('heading', { name: '专家组', exact: true }).waitFor()
    expect(await page.getByText('未声明').count()).toBe(3)
    await phone.page.goto(new URL(page.url()).pathname)
    await phone.page.getByText('Not declared').first().waitFor()
    await expectClean(phone.page, 360)
    await phone.page.goto('/evaluations?tab=experts')
    await phone.page.getByRole('heading', { name: 'Put on the list' }).waitFor()
    await expectClean(phone.page, 360)
    expect([...faults, ...phone.faults]).toEqual([])
  }, 60_000)
})

/** Chooses two by name and code, and invites them together. */
async function invite(page: Page): Promise<void> {
  const { organizations } = await read<{ organizations: { code: string; name: string }[] }>(
    page,
    '/api/organizations?kind=service&limit=2',
  )
  const field = page.getByLabel('按名称、拼音或代码查找')
  for (const { code, name } of organizations) {
    await field.fill(code)
    await page.locator('.found').getByRole('button', { name }).click()
  }
  await page.getByRole('button', { name: '通知 2 家' }).click()
  await page.getByText('已通知').nth(1).waitFor()
}
