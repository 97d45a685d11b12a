import { SHEETS } from '../domain/sheet.ts'
import { Refusal } from '../domain/refusal.ts'
import { findMyParty, getDeskAbove, getOrganizationDesk } from '../store/case.ts'
import { demandOrganization } from './demand-organization.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { takingPart, type Desk } from './desk.ts'
import { stateRows } from './entry.ts'

/** One field that is said to be wrong: its column of the exchange sheet, and what it should say. */
export type Corrected = { readonly key: string; readonly to: string }

export type CorrectionRequest = {
  readonly code: string
  readonly fields: readonly Corrected[]
  readonly reason: string
}

/** Asks for a correction of what is on record of an organization; opens a case at its responsible body. */
export function requestCorrection(desk: Desk, { code, fields, reason }: CorrectionRequest): Promise<{ id: string }> {
  return takingPart(desk, 'correction.request', [code, fields, reason], async (tx, clock) => {
    demandFields(fields)
    const organization = await demandOrganization(tx, code)
    const { id: organizationId, scope, name } = organization
    const body = await getOrganizationDesk(tx, organizationId)
    const above = await getDeskAbove(tx, body.key)
    const requester = await findMyParty(tx, { organizationId, organizationName: name, scope })
    const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
      {
        kind: 'correction',
        organizationId,
        organizationScope: scope,
        subject: { code, name, fields, reason },
        parties: {
          requester,
          body: { scope: body.scope, name: body.name, body: body.key, follows: true },
          superior: { scope: above.scope, name: above.name, body: above.key },
        },
        action: 'request',
        party: 'requester',
      },
    ])
    return { reply: { id }, subject: `organization ${code}`, facts: { fields: fields.map((one) => one.key) } }
  })
}

/** Columns that an exchange sheet lets change; the code names the organization and is never corrected this way. */
function demandFields(fields: readonly Corrected[]): void {
  const known = SHEETS.organizations.columns.map((column) => column.key).filter((key) => key !== 'code')
  const unknown = fields.find(({ key }) => !known.includes(key))
  if (unknown !== undefined) throw new Refusal('BAD_REQUEST', { detail: `fields: ${unknown.key}` })
}

export const CORRECTION_EFFECTS: CaseEffects = {
  correct: { after: correct },
}

async function correct({ tx, desk, clock, file }: Act): Promise<void> {
  const code = String(file.subject['code'])
  const fields = correctedOf(file.subject['fields'])
  const row = { code, ...Object.fromEntries(fields.map(({ key, to }) => [key, to === '' ? '#CLEAR' : to])) }
  const title = `更正 ${code} / correction of ${code}`
  await stateRows(tx, desk, { origin: 'case', title, asOf: clock.today, rows: { organizations: [row] } })
}

function correctedOf(value: unknown): Corrected[] {
  return Array.isArray(value) ? value.map((one: Corrected) => ({ key: one.key, to: one.to })) : []
}
