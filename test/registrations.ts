import { randomUUID } from 'node:crypto'
import type { Form } from '../src/domain/case.ts'
import { addDays } from '../src/domain/day.ts'
import { actInCase, getCase } from '../src/work/case.ts'
import { listCaseJudgements } from '../src/work/case-outcome.ts'
import type { Desk } from '../src/work/desk.ts'
import { startRegistration, type RegistrationStart } from '../src/work/registration.ts'
import { getRegistrationPapers, giveRegistrationPaper } from '../src/work/registration-paper.ts'
import { creditCode } from './city.ts'
import { GATES } from './facts.ts'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from './import-desk.ts'

/** A window that registers in a small city, with a second and a third officer and one of the education line. */
export const CLAUSE = GATES.charterPhrases.at(-1)?.phrases.join('，') ?? ''
export const DISTRICT = '320402'
export const CODES = { incubating: 'FH-0001', known: creditCode(DISTRICT, 1), ended: creditCode(DISTRICT, 2) }

export let city: TestDesk
export let window: Desk
export let second: Desk
export let third: Desk
export let education: Desk
export let today: string

/** Opens the city of the test; what stands above is there from then on. */
export async function openRegistrations(): Promise<void> {
  city = await openTestDesk()
  const bodies = (SMALL_CITY.bodies ?? []).map((body) => ({ placeCode: '320400', ...body }))
  const organizations = [
    ...(SMALL_CITY.organizations ?? []),
    organization(CODES.known, { placeCode: '320402001', bodyId: 'MZ', fullMembers: '4', staff: '9' }),
    organization(CODES.ended, { placeCode: '320402001', bodyId: 'MZ', status: '清算', staff: '2', fullMembers: '1' }),
    organization(CODES.incubating, { placeCode: '320402001', status: '孵化' }),
  ]
  await importSheets(city.desk, { ...SMALL_CITY, bodies, organizations }, '2023-01-01')
  window = await city.deskOf([{ role: 'officer' }])
  second = await city.deskOf([{ role: 'officer' }])
  third = await city.deskOf([{ role: 'officer' }])
  const [line] = await city.ask<{ no: number }>(
    `select line_no as no from body_fact f join body b on b.id = f.body_id where b.key = 'EDU'`,
  )
  education = await city.deskOf([{ role: 'officer', lines: [line?.no ?? 0] }])
  today = (await city.ask<{ today: string }>('select today()::text as today'))[0]?.today ?? ''
}

export async function closeRegistrations(): Promise<void> {
  await city.close()
}

export const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

export async function begun(start: Partial<RegistrationStart> = {}, desk = window): Promise<string> {
  const whole = {
    act: 'founding',
    name: '春晖助学中心',
    kind: 'service',
    placeCode: '320402001',
    industry: '教育',
  } as const
  const asked = start.organization === undefined ? { ...whole, ...start } : { act: 'founding' as const, ...start }
  return (await startRegistration(keyed(desk), asked)).id
}

export async function done(id: string, action: string, form: Form = {}, desk = window) {
  const { version } = await getCase(desk, id)
  return actInCase(keyed(desk), id, { action, form, seen: version })
}

export async function givePapers(id: string, more: { readonly text?: string; readonly fullMembers?: number } = {}) {
  const { text = CLAUSE, fullMembers = 4 } = more
  const { asked } = await getRegistrationPapers(window, id)
  if (asked.includes('charter')) await giveRegistrationPaper(keyed(window), id, { kind: 'charter', seen: 0, text })
  await giveRegistrationPaper(keyed(window), id, { kind: 'commitment', seen: 0, signedOn: today, way: 'signed' })
  await giveRegistrationPaper(keyed(window), id, {
    kind: 'survey',
    seen: 0,
    staff: 9,
    staffFullTime: 8,
    fullMembers,
    probationaryMembers: 1,
    otherMembers: 0,
    relationElsewhere: 2,
    plannedOn: fullMembers >= 3 ? addDays(today, 90) : null,
  })
}

export async function reviewed(start: Partial<RegistrationStart> = {}): Promise<string> {
  const id = await begun(start)
  await givePapers(id)
  await done(id, 'submit')
  await done(id, 'admit', { charterVerdict: start.act === 'filing' ? 'none' : 'adequate' })
  return id
}

let number = 100
export function nextCode(): string {
  number += 1
  return creditCode(DISTRICT, number)
}

export async function certified(start: Partial<RegistrationStart> = {}, code = nextCode()): Promise<string> {
  const id = await reviewed(start)
  await done(id, 'approve')
  await done(id, 'receiveSurvey')
  await done(id, 'certify', { code, issuedOn: today, document: '民登〔2026〕1号' })
  return id
}

export async function resultsOf(id: string): Promise<Record<string, string>> {
  const { judgements } = await listCaseJudgements(window, id)
  return Object.fromEntries((judgements.at(-1)?.findings ?? []).map(({ rule, result }) => [rule, result]))
}

export async function standingOf(code: string): Promise<string | undefined> {
  const [row] = await city.ask<{ standing: string }>(
    `select s.standing from standing s join organization o on o.id = s.organization_id
     where o.code = $1 and upper_inf(s.known) and s.valid @> today()`,
    [code],
  )
  return row?.standing
}
