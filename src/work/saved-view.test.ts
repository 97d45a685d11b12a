import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../test/import-desk.ts'
import type { Desk } from './desk.ts'
import { changeView, listMyViews, saveLayout, saveView, withdrawView } from './saved-view.ts'

let city: TestDesk
let mine: Desk
let other: Desk
beforeAll(async () => {
  city = await openTestDesk()
  mine = await city.deskOf([{ role: 'reader' }])
  other = await city.deskOf([{ role: 'officer' }])
})
afterAll(() => city.close())

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })
const VIEW = { name: '养老机构', search: { industry: '养老', sort: 'members' }, columns: ['kind', 'grade'] }

test('a view is kept, changed and taken out of use; its name is then free again', async () => {
  const { id } = await saveView(keyed(mine), VIEW)
  expect(await listMyViews(mine)).toEqual({ views: [{ id, ...VIEW }], layout: null })
  await expect(saveView(keyed(mine), { ...VIEW, name: ' 养老机构 ' })).rejects.toMatchObject({
    code: 'SAVED_VIEW_NAME',
  })
  await changeView(keyed(mine), id, { name: '康养机构', search: { kind: 'service' } })
  expect((await listMyViews(mine)).views).toEqual([
    { id, name: '康养机构', search: { kind: 'service' }, columns: null },
  ])
  await withdrawView(keyed(mine), id)
  expect((await listMyViews(mine)).views).toEqual([])
  await expect(changeView(keyed(mine), id, VIEW)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await saveView(keyed(mine), { ...VIEW, name: '康养机构' })
})

test('another’s view is neither seen nor changed, and told like what is not there', async () => {
  const { id } = await saveView(keyed(mine), { ...VIEW, name: '我的' })
  expect((await listMyViews(other)).views).toEqual([])
  for (const one of [id, randomUUID()]) {
    await expect(changeView(keyed(other), one, VIEW)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdrawView(keyed(other), one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('columns and density stay with the account', async () => {
  await saveLayout(keyed(mine), { columns: ['kind'], density: 'roomy' })
  await saveLayout(keyed(mine), { columns: ['grade', 'kind'], density: 'dense' })
  expect((await listMyViews(mine)).layout).toEqual({ columns: ['grade', 'kind'], density: 'dense' })
  expect((await listMyViews(other)).layout).toBeNull()
})
