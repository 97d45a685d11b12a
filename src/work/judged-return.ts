import { NOTHING_KNOWN, type Known } from '../domain/known.ts'
import type { QuestionSet } from '../domain/question-set.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Campaign } from '../store/census.ts'
import { mapKnown } from '../store/census-known.ts'
import { findReturn, type ReturnRow } from '../store/census-return.ts'
import type { Tx } from '../store/connection.ts'
import { demandCampaign, questionsOfCampaign } from './census.ts'

/** A return with everything by which it is judged. */
export type Judged = {
  readonly row: ReturnRow
  readonly campaign: Campaign
  readonly set: QuestionSet
  readonly known: Known
}

export async function judgedReturn(tx: Tx, id: string): Promise<Judged> {
  const row = await findReturn(tx, id)
  if (row === undefined) throw new Refusal('NOT_FOUND', { what: '填报 / return', id })
  const campaign = await demandCampaign(tx, row.campaignId)
  const known = (await mapKnown(tx, [row.organizationId], campaign)).get(row.organizationId) ?? NOTHING_KNOWN
  return { row, campaign, set: questionsOfCampaign(campaign), known }
}
