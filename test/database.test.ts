import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'
import { ask } from './embedded/children.ts'

test('every fresh database is its own, for both roles, and gone after its drop', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  await ask(one.adminUrl, 'create table mine (id int)')
  expect(await ask(one.adminUrl, "select to_regclass('mine') is not null as there")).toEqual([{ there: true }])
  expect(await ask(two.adminUrl, "select to_regclass('mine') is not null as there")).toEqual([{ there: false }])
  expect(await ask(two.appUrl, 'select current_user as role')).toEqual([{ role: 'trefoil_app' }])
  await Promise.all([one.drop(), two.drop()])
  await expect(ask(one.adminUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' })
})
