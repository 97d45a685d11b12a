import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, expectClean, openStage, visit, type Stage } from './browser.ts'
import { countBurden, overBudget } from './burden.ts'
import { read } from './census-stage.ts'

const ORGANIZATION = /一家社会组织|one social organization/
const EXPERT = /评估专家一|expert no\. 1/

type Calls = { calls: { title: string; applyBy: string; own: { caseId: string | null }[] }[] }
type Seats = { panels: { caseId: string; name: string; state: string; declaredAt: string | null }[] }
type Filed = { answersVersion: number; filedOn: string | null; case: { actions: { action: string }[] } }

describe.skipIf(CHROMIUM === undefined)('the evaluation pass for those outside the office', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)
  afterAll(async () => stage.close())

  test('an organization reads the call, applies, fills in on a phone, and files once', async () => {
    const { page, faults } = await visit(stage, 360, 'zh', ORGANIZATION)
    const { calls } = await read<Calls>(page, '/api/my/evaluation-calls')
    const call = calls.toSorted((a, b) => b.applyBy.localeCompare(a.applyBy))[0]
    const { count, begin } = await countBurden(page)
    const open = page.getByRole('region', { name: '可以办理' }).getByRole('link', { name: call?.title ?? '' })
    await open.waitFor()
    begin()
    await open.click()
    await page.getByText('党的建设占 100 分').waitFor()
    await page.getByText('规则包的假定，待核定').first().waitFor()
    await expectClean(page, 360)
    await page.getByRole('button', { name: /^(申请参评|仍要申请)$/ }).click()
    await page.getByRole('link', { name: /^(开始|继续)$/ }).click()
    for (let part = 1; part <= 6; part += 1) {
      await page.getByText(`第 ${part} 页，共 6 页`).waitFor()
      if (part === 5) await expectClean(page, 360)
      if (part < 6) await fillPart(page)
      await page.getByRole('button', { name: '下一步', exact: true }).click()
    }
    await page.getByText('请看一遍，没有错误就提交。').waitFor()
    await expectClean(page, 360)
    const id = page.url().split('/').at(-1)?.split('?')[0] ?? ''
    const file = page.getByRole('button', { name: '提交自评' })
    await file.evaluate((button) => {
      for (let press = 0; press < 3; press += 1) if (button instanceof HTMLElement) button.click()
    })
    await page.getByRole('heading', { name: '回执' }).waitFor()
    expect(overBudget('self-assessment from nothing', count)).toEqual([])
    expect(count.taps).toBeGreaterThan(20)
    const filed = await read<Filed>(page, `/api/evaluations/${id}`)
    expect(filed.filedOn).not.toBeNull()
    expect(filed.case.actions.map((one) => one.action)).toEqual(['apply', 'file'])
    await expectClean(page, 360)
    await page.goto('/my')
    await page
      .getByRole('region', { name: '等待他方' })
      .getByRole('link', { name: call?.title ?? '' })
      .waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  }, 90_000)

  test('an expert declares, scores by keyboard beside the evidence, and hands in', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', EXPERT)
    await page.waitForURL(/\/panels$/)
    const { panels } = await read<Seats>(page, '/api/my/panels')
    const seat = panels.find((one) => one.state === 'scoring' && one.declaredAt === null)
    await expectClean(page, 1280)
    await page
      .getByRole('row', { name: /待申报/ })
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('radio', { name: '现在任职' }).check()
    await page.getByRole('radio', { name: '没有', exact: true }).check()
    await page.getByText('按此申报，您应当回避').waitFor()
    await page.getByRole('radio', { name: '没有任过职' }).check()
    await page.getByRole('button', { name: '申报并开始评审' }).click()
    const points = page.getByRole('textbox', { name: /的评分，最高/ })
    await points.first().waitFor()
    await page.getByRole('button', { name: '交出评分' }).click()
    await page.getByText(/有 23 处需要处理/).waitFor()
    await expectClean(page, 1280)

    await points.first().focus()
    const { keyboard } = page
    await keyboard.type('99')
    await page.getByText('最高 20 分。').first().waitFor()
    await keyboard.press('Enter')
    expect(await points.first().evaluate((input) => input === document.activeElement)).toBe(true)
    await keyboard.press('Control+a')
    await keyboard.type('17.5')
    await keyboard.press('Enter')
    await keyboard.type('场所证明已过期')
    await keyboard.press('Enter')
    for (let at = 1; at < 23; at += 1) {
      await keyboard.press('+')
      await keyboard.press('Enter')
    }
    await page.getByText('合计 997.5 / 1000').waitFor()
    await page.getByText('已评 23 / 23 项').waitFor()
    await page.getByRole('button', { name: '交出评分' }).click()
    await page.getByRole('button', { name: '确定交出' }).click()
    await page.getByText('评分已交出，不再改动。').waitFor()
    await page.getByText('场所证明已过期').waitFor()

    const phone = await visit(stage, 360, 'en', EXPERT)
    await phone.page.goto(`/panels/${seat?.caseId}`)
    await phone.page.getByText('Your scores are handed in').waitFor()
    await expectClean(phone.page, 360)
    expect([...faults, ...phone.faults]).toEqual([])
    await page.context().close()
    await phone.page.context().close()
  }, 90_000)
})

/** Claims everything on a page: points in full, a word on what shows it, or the step that holds. */
async function fillPart(page: Page): Promise<void> {
  for (const card of await page.locator('fieldset.indicator').all()) {
    const points = card.getByRole('textbox', { name: /^自评分/ })
    if ((await points.count()) === 0) {
      if ((await card.getByRole('radio', { checked: true }).count()) > 0) continue
      await card.getByRole('radio').last().click()
      continue
    }
    const most = /最高 (\d+) 分/.exec((await card.textContent()) ?? '')?.[1] ?? '0'
    await points.click()
    await page.keyboard.type(most)
    await page.keyboard.press('Tab')
    await page.keyboard.type('有记录')
  }
}
