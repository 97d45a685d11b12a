import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.ts'
import { createAccounts } from './account.ts'

const account = { login: 'clerk', titleZh: '工作人员', titleEn: 'clerk', passwordHash: 'x', demo: false }
const grant = { role: 'officer', placeCode: null, lines: null, organizationCode: null }

test.each([
  ['place', { ...grant, placeCode: '320402' }],
  ['organization', { ...grant, role: 'organization', organizationCode: '51320499MJT000010U' }],
])('a grant for a %s that is not there makes no account, instead of one that sees everything', async (what, one) => {
  const database = await freshDatabase()
  await expect(createAccounts(database.adminUrl, [{ ...account, grants: [one] }])).rejects.toThrow(what)
  await createAccounts(database.adminUrl, [{ ...account, grants: [grant] }])
  await database.drop()
})
