import { randomUUID } from 'node:crypto'
import type { Desk } from '../src/work/desk.ts'
import { createOfficer } from '../src/work/liaison-officer.ts'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk, type TestGrant } from './import-desk.ts'

export const FIRST: readonly TestGrant[] = [{ role: 'officer', place: '320402' }]
export const SECOND: readonly TestGrant[] = [{ role: 'officer', place: '320404' }]

/** Organizations of the first district: three of its civil-affairs body, all without a Party organization. */
export const OURS = ['C1', 'C2', 'C3'] as const
export const THEIRS = ['D1', 'D2'] as const

export type LiaisonCity = TestDesk & {
  readonly first: Desk
  readonly second: Desk
  readonly officers: Readonly<Record<'first' | 'other' | 'theirs', number>>
}

/** A key for each write. */
export function keyed(desk: Desk, key: string = randomUUID()): Desk {
  return { ...desk, key }
}

/** The small city with a civil-affairs body in each district, organizations without officer, and three officers. */
export async function openLiaisonCity(): Promise<LiaisonCity> {
  const city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2024-01-01')
  await importSheets(
    city.desk,
    {
      bodies: [
        { id: 'MZA', name: '甲区综合党委', line: '民政', parentId: 'MZ', placeCode: '320402' },
        { id: 'MZB', name: '乙区综合党委', line: '民政', parentId: 'MZ', placeCode: '320404' },
      ],
      organizations: [
        ...OURS.map((code) => organization(code, { placeCode: '320402001', bodyId: 'MZA', line: '民政', staff: '3' })),
        ...THEIRS.map((code) =>
          organization(code, { placeCode: '320404001', bodyId: 'MZB', line: '民政', staff: '3' }),
        ),
      ],
    },
    '2024-01-01',
  )
  const [first, second] = [await city.deskOf(FIRST), await city.deskOf(SECOND)]
  const named = async (desk: Desk, body: string, name: string) =>
    (await createOfficer(keyed(desk), { body, name, phone: '13800000000', from: '2024-01-01' })).id
  return {
    ...city,
    first,
    second,
    officers: {
      first: await named(first, 'MZA', '联络员甲01'),
      other: await named(first, 'MZA', '联络员甲02'),
      theirs: await named(second, 'MZB', '联络员乙01'),
    },
  }
}
