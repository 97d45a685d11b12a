import { LOOKED_AT_AGAIN } from '../domain/second-look.ts'
import { actionOf } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { Refusal } from '../domain/refusal.ts'
import { findCase, isOwnOrganization } from '../store/case.ts'
import { drawForCase } from '../store/second-look.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { openCases } from './case-open.ts'

/**
 * A case that has just passed is drawn by the number that the database throws for it, in the same write: whoever passed it
 * opens the second look, so that the case itself says who may not take it.
 */
export async function drawSecondLook({ tx, time, clock, file }: Act, action: string): Promise<void> {
  const passes = file.decision === action && actionOf(getCaseDefinition(file.kind), action).decides === 'inFavour'
  const { authority, superior } = file.parties
  if (!passes || !LOOKED_AT_AGAIN.includes(file.kind) || authority === undefined || superior === undefined) return
  const percent = time.gates.secondLookPercent
  const { draw, isDrawn } = await drawForCase(tx, file.id, file.version, percent)
  if (!isDrawn) return
  const { code, name, act, year } = file.subject
  await openCases(tx, time, clock.today, [
    {
      kind: 'secondLook',
      // Of offices among themselves: the organization has its outcome, and is told nothing that could unsettle it.
      organizationId: null,
      organizationScope: null,
      subject: { code, name, pass: file.kind, act, year, origin: file.id },
      parties: { authority, reviewer: superior },
      action: 'draw',
      party: 'authority',
      form: { draw, percent },
    },
  ])
}

/** Nobody looks again at what concerns an organization of her own. */
async function demandOthers({ tx, file }: Act): Promise<void> {
  const origin = await findCase(tx, String(file.subject['origin']))
  const organizationId = origin?.organizationId ?? null
  if (organizationId === null || !(await isOwnOrganization(tx, organizationId))) return
  const { zh, en } = getCaseDefinition(file.kind).name
  throw new Refusal('CASE_OWN', { kind: zh, kindEn: en })
}

export const SECOND_LOOK_EFFECTS: CaseEffects = {
  agree: { before: demandOthers },
  askAgain: { before: demandOthers },
  answer: { before: demandOthers },
}
