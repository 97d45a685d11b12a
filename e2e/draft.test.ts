import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStage, visit, type Stage } from './browser.ts'
import { listReturns, openCensus, read, send } from './census-stage.ts'

const CITY = /市级党建工作人员|city officer/
const ORGANIZATION = /一家社会组织|one social organization/
const DISTRICT = /武进区党建工作人员|Wujin/

describe.skipIf(CHROMIUM === undefined)('a draft in a browser', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  }, 180_000)

  afterAll(async () => stage.close())

  /** The organization's page of its staff in a census of its own. */
  async function atStaff(title: string): Promise<{ page: Page; id: string }> {
    const city = await visit(stage, 1280, 'zh', CITY)
    const census = await openCensus(city.page, title)
    await city.page.context().close()
    const { page } = await visit(stage, 360, 'zh', ORGANIZATION)
    const mine = await listReturns(page, '')
    const id = mine.find((one) => one.campaign === census)?.id ?? ''
    await page.goto(`/my/${id}?step=q.staff`)
    await page.getByLabel('从业人员总数').waitFor()
    await page.waitForLoadState('networkidle')
    return { page, id }
  }

  const savedOf = async (page: Page, id: string) =>
    (await read<{ content: Record<string, unknown> }>(page, `/api/drafts/return.${id}`)).content

  /** Everything that the browser keeps for these pages, as bytes of the words that were typed. */
  const leftBehind = (page: Page) =>
    page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
      const rows: unknown[] = []
      for (const name of names) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name)
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error))
        })
        for (const store of database.objectStoreNames) {
          const all = await new Promise<unknown[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll()
            request.addEventListener('success', () => resolve(request.result))
          })
          rows.push(...all)
        }
        database.close()
      }
      return {
        rows: rows.length,
        stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      }
    })

  test('what is typed is saved by itself, and says so at the field', async () => {
    const { page, id } = await atStaff('自动保存')
    await page.getByLabel('从业人员总数').fill('23')
    await page
      .getByText('等待保存')
      .or(page.getByText(/^(✓ )?已保存/))
      .first()
      .waitFor()
    await page.locator('.field-mark', { hasText: '已保存' }).waitFor()
    expect(await savedOf(page, id)).toMatchObject({ staff: 23 })
    await page.context().close()
  })

  test('a lost network loses nothing: kept, listed with its state, sent when the network is back', async () => {
    const { page, id } = await atStaff('断网')
    await page.context().setOffline(true)
    await page.getByLabel('从业人员总数').fill('24')
    await page.getByText('有 1 项还没有保存到服务器。').waitFor()
    await page.getByText('逐项查看').click()
    await page.locator('.outbox-items li', { hasText: '从业人员总数' }).getByText('未保存，会再试').waitFor()
    await page.context().setOffline(false)
    await page.locator('.field-mark', { hasText: '已保存' }).waitFor()
    expect(await page.getByText('有 1 项还没有保存到服务器。').count()).toBe(0)
    expect(await savedOf(page, id)).toMatchObject({ staff: 24 })
    expect((await leftBehind(page)).rows).toBe(0)
    await page.context().close()
  })

  test('a page that is closed while the network is away finds its words when it is opened again', async () => {
    const { page, id } = await atStaff('断网后重开')
    await page.context().setOffline(true)
    await page.getByLabel('从业人员总数').fill('25')
    await page.getByText('有 1 项还没有保存到服务器。').waitFor()
    const left = await leftBehind(page)
    expect(left.rows).toBe(1)
    expect(left.stored).not.toContain('25"')
    const context = page.context()
    await page.close()
    await context.setOffline(false)
    const again = await context.newPage()
    await again.goto(`${stage.address}/my/${id}?step=q.staff`)
    await again.getByLabel('从业人员总数').waitFor()
    await expect.poll(async () => savedOf(again, id)).toMatchObject({ staff: 25 })
    await expect.poll(async () => again.getByLabel('从业人员总数').inputValue()).toBe('25')
    await context.close()
  })

  test('after signing out nothing of it is left, and the next account sees nothing of it', async () => {
    const { page, id } = await atStaff('退出登录')
    await page.context().setOffline(true)
    await page.getByLabel('从业人员总数').fill('26')
    await page.getByText('有 1 项还没有保存到服务器。').waitFor()
    await page.getByRole('button', { name: '菜单' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByText('还有 1 项没有保存').waitFor()
    await page.getByRole('button', { name: '清除并退出' }).click()
    await page.getByText('还没有退出；本机暂存已经清除').waitFor()
    expect((await leftBehind(page)).rows).toBe(0)
    await page.context().setOffline(false)
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL(/sign-in/)
    await page.getByRole('button', { name: DISTRICT }).click()
    await page.waitForURL(/\/home/)
    expect(await savedOf(page, id)).toEqual({})
    expect(await leftBehind(page)).toMatchObject({ rows: 0 })
    expect((await leftBehind(page)).stored).not.toContain('26')
    await page.context().close()
  })

  test('three presses of submit, with the first answer lost, make one submission', async () => {
    const { page, id } = await atStaff('三次提交')
    await page.goto(`/my/${id}?step=check`)
    const button = page.getByRole('button', { name: '提交', exact: true })
    await button.waitFor()
    let asked = 0
    await page.route(/\/submission$/, async (route) => {
      asked += 1
      if (asked > 1) return route.continue()
      await route.fetch()
      return route.abort('connectionreset')
    })
    await button.click()
    await page.getByText('再按一次不会重复提交').waitFor()
    await button.dblclick()
    await page.getByRole('heading', { name: '已提交' }).waitFor()
    const { actions } = await read<{ actions: { action: string }[] }>(page, `/api/returns/${id}`)
    expect(actions.filter(({ action }) => action === 'submit')).toHaveLength(1)
    await page.context().close()
  })

  test('a return that came back opens at the first field named, and only what was changed then stands out', async () => {
    const { page, id } = await atStaff('退回')
    const view = await read<{ version: number }>(page, `/api/returns/${id}`)
    await send(page, 'POST', `/api/returns/${id}/submission`, { seen: view.version })
    const city = await visit(stage, 1280, 'zh', CITY)
    const { caseVersion, campaign } = await read<{ caseVersion: number; campaign: { id: string } }>(
      city.page,
      `/api/returns/${id}`,
    )
    const form = { fields: ['staff', 'staffFullTime'], comment: '请核对人数' }
    await send(city.page, 'POST', `/api/returns/${id}/actions`, { action: 'return', form, seen: caseVersion })
    await page.goto(`/my/${id}`)
    await page.getByText('请核对人数').waitFor()
    await page.getByRole('link', { name: '去修改' }).click()
    await page.getByLabel('从业人员总数').fill('40')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('heading', { name: '其中专职人员' }).waitFor()
    await page.getByRole('textbox', { name: '其中专职人员' }).fill('11')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page
      .getByText('请写说明')
      .or(page.getByRole('heading', { name: '已提交' }))
      .first()
      .waitFor()
    for (const note of await page.getByLabel('说明').all()) await note.fill('今年新招了人')
    const submit = page.getByRole('button', { name: '提交', exact: true })
    if (await submit.isVisible()) await submit.click()
    await page.getByRole('heading', { name: '已提交' }).waitFor()
    await city.page.goto(`/census/${campaign.id}/returns/${id}`)
    await city.page.getByText('退回后改了 2 项。').waitFor()
    expect(await city.page.locator('tr.changed').count()).toBe(2)
    await city.page.context().close()
    await page.context().close()
  })
})
