import { demandNamedBody, putNamedBody } from './assignment.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { openMissing } from './gap.ts'

/** The conference has decided: its body is put on record; taken off the agenda, a gap is listed again. */
export const DISPUTE_EFFECTS: CaseEffects = {
  decide: { before: demandNamedBody, after: putNamedBody },
  drop: { after: listAgain },
}

async function listAgain({ tx, desk, clock, file }: Act): Promise<void> {
  await openMissing(tx, desk, clock, { ids: [file.organizationId ?? 0] })
}
