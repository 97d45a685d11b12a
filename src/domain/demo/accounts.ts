import type { DemoReturn } from './city.ts'
import { currentRows } from './current.ts'
import { DEMO_CITY_CODE, type DemoRow } from './places.ts'
import { creditCodeFaults } from '../identifier.ts'
import type { Text } from '../refusal.ts'

export type DemoGrant = {
  readonly role: 'officer' | 'reader' | 'organization'
  /** null is the whole instance. */
  readonly placeCode: string | null
  /** civil, community, or ids of industry bodies. */
  readonly lines: 'all' | readonly string[]
  readonly organizationCode?: string
}

export type DemoAccount = { readonly login: string; readonly title: Text; readonly grants: readonly DemoGrant[] }

/** The password of every demo account. They exist only where the demo city does. */
export const DEMO_PASSWORD = 'trefoil-demo'

/** One account for each kind of user that the demo shows. */
export function demoAccounts(city: readonly DemoReturn[]): readonly DemoAccount[] {
  return [
    officer('city', { zh: '市级党建工作人员', en: 'city officer' }, null, 'all'),
    officer('wujin', { zh: '武进区党建工作人员', en: 'officer of Wujin district' }, '320412', 'all'),
    officer('subdistrict', { zh: '五星街道党建工作人员', en: 'officer of Wuxing subdistrict' }, '320404001', 'all'),
    officer('education', { zh: '市教育行业党委工作人员', en: 'officer of the education industry' }, DEMO_CITY_CODE, [
      'EDU',
    ]),
    {
      login: 'organization',
      title: { zh: '一家社会组织', en: 'one social organization' },
      grants: [
        {
          role: 'organization',
          placeCode: DEMO_CITY_CODE,
          lines: 'all',
          organizationCode: demoOrganizationCode(city),
        },
      ],
    },
    {
      login: 'leader',
      title: { zh: '市级领导（只读）', en: 'city leader (read only)' },
      grants: [{ role: 'reader', placeCode: DEMO_CITY_CODE, lines: 'all' }],
    },
  ]
}

function officer(login: string, title: Text, placeCode: string | null, lines: DemoGrant['lines']): DemoAccount {
  return { login, title, grants: [{ role: 'officer', placeCode, lines }] }
}

/** The organization of the demo account: a service institution with members, a body, a valid code, there to the end. */
export function demoOrganizationCode(city: readonly DemoReturn[]): string {
  const rows = [...currentRows(city, 'organizations').values()]
  const code = rows.find(isPresentable)?.['code']
  if (code === undefined) throw new Error('The demo city has no organization for the demo account. Is it empty?')
  return code
}

function isPresentable(row: DemoRow): boolean {
  const members = Number(row['fullMembers'])
  const isAtWork = row['kind'] === 'service' && row['status'] === 'active' && row['endedOn'] === ''
  const isPlaced = row['placeCode'] !== '' && row['bodyId'] !== ''
  return isAtWork && isPlaced && members > 0 && members < 10 && creditCodeFaults(row['code'] ?? '').length === 0
}
