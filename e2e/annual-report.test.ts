import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStage, visit, type Stage } from './browser.ts'
import { countBurden, overBudget } from './burden.ts'
import { listReturns, read, send } from './census-stage.ts'

const CITY = /市级党建工作人员|city officer/
const ORGANIZATION = /一家社会组织|one social organization/
const DISTRICT = /武进区党建工作人员|officer of Wujin/
const FIRST = 2023
const LAST = 2024
const NOW = 2025

describe.skipIf(CHROMIUM === undefined)('annual reports in a browser', () => {
  let stage: Stage
  const campaigns = new Map<number, string>()

  beforeAll(async () => {
    stage = await openStage()
    const city = (await visit(stage, 1280, 'zh', CITY)).page
    const own = (await visit(stage, 360, 'zh', ORGANIZATION)).page
    const { today } = await read<{ today: string }>(city, '/api/session')
    const dueOn = new Date(Date.parse(today) + 30 * 86_400_000).toISOString().slice(0, 10)
    for (const year of [FIRST, LAST, NOW]) {
      const plan = { year, questionSet: 'annual-report-party', dueOn }
      const { id } = await send<{ id: string }>(city, 'POST', '/api/reports', plan)
      await send(city, 'POST', `/api/census/${id}/opening`)
      campaigns.set(year, id)
    }
    const id = await ownReturn(own, FIRST)
    const { version: seen } = await read<{ version: number }>(own, `/api/returns/${id}`)
    const answers = { dutiesDone: true }
    const { version } = await send<{ version: number }>(own, 'PUT', `/api/returns/${id}/answers`, { seen, answers })
    await send(own, 'POST', `/api/returns/${id}/submission`, { seen: version })
    await confirm(city, id)
    await city.context().close()
    await own.context().close()
  }, 240_000)

  afterAll(async () => stage.close())

  async function ownReturn(own: Page, year: number): Promise<string> {
    const mine = (await listReturns(own, '')).find((one) => one.campaign === campaigns.get(year))
    return mine?.id ?? ''
  }

  async function confirm(city: Page, id: string): Promise<void> {
    const { caseVersion } = await read<{ caseVersion: number }>(city, `/api/returns/${id}`)
    await send(city, 'POST', `/api/returns/${id}/actions`, { action: 'confirm', form: {}, seen: caseVersion })
  }

  /** Reports for a year on a phone: says that all is right, and yes to what is asked for the first time. */
  async function report(year: number, budget: string): Promise<void> {
    const { page, faults } = await visit(stage, 360, 'zh', ORGANIZATION)
    const { count, begin } = await countBurden(page)
    const link = page.getByRole('link', { name: `${year} 年度报告` })
    await link.waitFor()
    begin()
    await link.click()
    await page.getByRole('link', { name: '开始' }).click()
    const submit = page.getByRole('button', { name: '提交', exact: true })
    const right = page.getByRole('button', { name: '都对，下一步' })
    const yes = page.getByRole('radio', { name: '是' })
    for (;;) {
      await submit.or(right).or(yes).first().waitFor()
      if (await submit.isVisible()) break
      const heading = await page.getByRole('heading', { level: 1 }).textContent()
      if (await yes.isVisible()) {
        await yes.click()
        await page.getByRole('button', { name: '下一步', exact: true }).click()
      } else await right.click()
      await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, heading)
    }
    await submit.click()
    await page.getByRole('heading', { name: '已提交' }).waitFor()
    expect(overBudget(budget, count)).toEqual([])
    expect(count.taps).toBeGreaterThan(3)
    expect(faults).toEqual([])
    await page.context().close()
  }

  test('an organization reports with nothing changed since last year, within its budget', async () => {
    await report(LAST, 'annual report with nothing changed')
    const { page } = await visit(stage, 1280, 'zh', CITY)
    const own = (await visit(stage, 360, 'zh', ORGANIZATION)).page
    await confirm(page, await ownReturn(own, LAST))
    await page.context().close()
    await own.context().close()
  })

  // It has joined a Party organization since, so one question is asked that was not asked the year before.
  test('an organization reports with one thing new since last year, within its budget', () =>
    report(NOW, 'annual report with one thing new'))

  test('the authority finds what its body looked at, with what the rules found, and passes it', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', CITY)
    const { cases } = await read<{ cases: { id: string }[] }>(page, '/api/cases?box=open&kind=annualReport')
    expect(cases.length).toBe(2)
    await page.goto('/reports')
    await page.getByRole('link', { name: `${LAST} 年度报告` }).waitFor()
    await page.goto(`/cases/${cases[0]?.id}`)
    await page.getByText('B3').first().waitFor()
    await page.getByRole('button', { name: '合格', exact: true }).first().click()
    const acted = page.waitForResponse(
      (reply) => reply.request().method() === 'POST' && reply.url().includes('/cases/'),
    )
    await page.getByRole('button', { name: '合格', exact: true }).last().click()
    expect((await acted).ok()).toBe(true)
    const after = await read<{ cases: unknown[] }>(page, '/api/cases?box=open&kind=annualReport')
    expect(after.cases.length).toBe(1)
    expect(faults).toEqual([])
    await page.context().close()
  })

  test('three reports are examined one after another with three keys each', async () => {
    const { page, faults } = await visit(stage, 1280, 'zh', DISTRICT)
    const queue = 'box=mine&kind=annualReport&state=examining'
    await fileReports(page, 3)
    const { total } = await read<{ total: number }>(page, `/api/cases?${queue}`)
    expect(total).toBeGreaterThanOrEqual(3)
    await page.goto(`/cases?${queue}`)
    await page.locator('table.list tbody a').first().click()
    const { count, begin } = await countBurden(page)
    begin()
    for (let done = 0; done < 3; done++) {
      await page.getByText(`第 ${done + 1} 件，共 ${total} 件。`).waitFor()
      await page.getByText('B3').first().waitFor()
      const name = await page.getByRole('heading', { level: 1 }).textContent()
      await page.keyboard.down('Control')
      await page.keyboard.press('Enter')
      // Where a rule fails, as being late does, the form is opened and sent by the same keys.
      await page.waitForFunction(
        (before) =>
          document.activeElement?.matches('.pass-acts form textarea') === true ||
          document.querySelector('h1')?.textContent !== before,
        name,
      )
      if (await page.locator('.pass-acts form').isVisible()) await page.keyboard.press('Enter')
      await page.keyboard.up('Control')
      await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, name)
    }
    expect(overBudget('examination of three reports', count)).toEqual([])
    expect(count.keys).toBeGreaterThanOrEqual(6)
    expect((await read<{ total: number }>(page, `/api/cases?${queue}`)).total).toBe(total - 3)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

type Form = {
  readonly version: number
  readonly caseVersion: number
  readonly asked: readonly string[]
  readonly stands: Readonly<Record<string, unknown>>
  readonly set: {
    readonly sections: readonly {
      readonly questions: readonly { readonly id: string; readonly kind: string; readonly choices?: object }[]
    }[]
  }
}

/** Hands in reports of this year for organizations of the district, as its body would, until some wait for it. */
async function fileReports(page: Page, wanted: number): Promise<void> {
  const { years } = await read<{ years: { id: string; year: number }[] }>(page, '/api/reports')
  const year = years.find((one) => one.year === NOW)?.id
  const { returns } = await read<{ returns: { id: string }[] }>(page, `/api/census/${year}/returns?limit=60`)
  for (const { id } of returns) {
    const { total } = await read<{ total: number }>(page, '/api/cases?box=mine&kind=annualReport&state=examining')
    if (total >= wanted) return
    await fileReport(page, id).catch(() => undefined)
  }
}

/** What the rules of the form refuse stays as it is: there are others. */
async function fileReport(page: Page, id: string): Promise<void> {
  const form = await read<Form>(page, `/api/returns/${id}`)
  const blank = form.set.sections
    .flatMap(({ questions }) => questions)
    .filter((one) => form.asked.includes(one.id) && form.stands[one.id] === undefined)
  const answers = Object.fromEntries(blank.map((one) => [one.id, answerOf(one)]))
  const { version } = await send<{ version: number }>(page, 'PUT', `/api/returns/${id}/answers`, {
    seen: form.version,
    answers,
  })
  await send(page, 'POST', `/api/returns/${id}/submission`, { seen: version })
  const { caseVersion } = await read<Form>(page, `/api/returns/${id}`)
  await send(page, 'POST', `/api/returns/${id}/actions`, { action: 'confirm', form: {}, seen: caseVersion })
}

function answerOf({ kind, choices }: { readonly kind: string; readonly choices?: object }): string | number | boolean {
  if (kind === 'count') return 0
  if (kind === 'yesNo') return true
  return kind === 'choice' ? (Object.keys(choices ?? {})[0] ?? '') : '无'
}
