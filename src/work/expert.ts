import { Refusal, type Text } from '../domain/refusal.ts'
import { findOffice } from '../store/census.ts'
import type { Tx } from '../store/connection.ts'
import {
  addExpertRow,
  endExpertRow,
  keepsExperts,
  listExpertRows,
  type ListedExpert,
  type NewExpert,
} from '../store/expert.ts'
import { reading, writing, type Desk } from './desk.ts'

export type ExpertItem = Pick<ListedExpert, 'id' | 'login' | 'placeName' | 'since' | 'lastDay' | 'isKept'> & {
  readonly title: Text
  readonly field: Text
}

/** The experts of the actor's place and of those above it, with whether the actor may add and end some. */
export function listExperts(
  desk: Desk,
): Promise<{ readonly mayAdd: boolean; readonly experts: readonly ExpertItem[] }> {
  return reading(desk, async (tx) => {
    const place = await findOfficePlace(tx)
    const experts = (await listExpertRows(tx)).map(({ titleZh, titleEn, fieldZh, fieldEn, ...one }) => ({
      ...one,
      title: { zh: titleZh, en: titleEn },
      field: { zh: fieldZh, en: fieldEn },
    }))
    return { mayAdd: place !== undefined && (await keepsExperts(tx, place)), experts }
  })
}

/** The place of the widest desk of the actor. */
async function findOfficePlace(tx: Tx): Promise<number | undefined> {
  const office = await findOffice(tx)
  return office === undefined ? undefined : Math.floor(office.scope / 64)
}

/** Puts an account on the list of experts of the actor's place. It sees nothing by that. */
export function addExpert(desk: Desk, wanted: NewExpert): Promise<{ readonly id: number }> {
  const act = 'expert.add'
  return writing(desk, act, wanted, async (tx) => {
    const place = await findOfficePlace(tx)
    if (place === undefined || !(await keepsExperts(tx, place))) throw new Refusal('NOT_ALLOWED', { act })
    const { login } = wanted
    const id = await addExpertRow(tx, place, wanted)
    if (id === undefined) throw new Refusal('EXPERT_UNKNOWN', { login, pointer: '/body/login' })
    if (id === 'there') throw new Refusal('EXPERT_THERE', { login, pointer: '/body/login' })
    return { reply: { id }, subject: `expert ${id}`, facts: { place, field: wanted.field } }
  })
}

/** From today on she is named to no further panel. Who does not keep her on a list is told of no expert. */
export function endExpert(desk: Desk, id: string, reason: string): Promise<{ readonly id: number }> {
  return writing(desk, 'expert.end', [id, reason], async (tx) => {
    const found = (await listExpertRows(tx)).find((one) => String(one.id) === id && one.isKept)
    if (found === undefined) throw new Refusal('NOT_FOUND', { what: '专家 / expert', id })
    if (!(await endExpertRow(tx, found.id))) throw new Refusal('EXPERT_ENDED')
    return { reply: { id: found.id }, subject: `expert ${id}`, why: reason }
  })
}
