import { UNTOLD_FACTS } from '../domain/gate-judge.ts'
import { lastDayOf } from '../domain/outcome.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { findCase } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import {
  listJudgements as listJudgementRows,
  listOutcomes as listOutcomeRows,
  type JudgementRow,
  type OutcomeRow,
} from '../store/outcome.ts'
import { reading, type Desk } from './desk.ts'
import { getPolicyWithGates } from './policy.ts'

export type JudgementView = JudgementRow & { readonly policyTitle: Text }

/** What the rules found in a case; the whole text of a charter was judged and is not told back. */
export function listCaseJudgements(desk: Desk, id: string): Promise<{ readonly judgements: readonly JudgementView[] }> {
  return reading(desk, async (tx) => {
    await demandSeen(tx, id)
    const rows = await listJudgementRows(tx, id)
    return {
      judgements: rows.map((row) => ({
        ...row,
        facts: row.facts.filter(({ key }) => !UNTOLD_FACTS.includes(key)),
        policyTitle: desk.packs.find((pack) => pack.id === row.policy)?.title ?? { zh: row.policy, en: row.policy },
      })),
    }
  })
}

/** What was decided in a case, each with the last day of its appeal. */
export function listCaseOutcomes(desk: Desk, id: string): Promise<{ readonly outcomes: readonly OutcomeRow[] }> {
  return reading(desk, async (tx, clock) => {
    await demandSeen(tx, id)
    const rows = await listOutcomeRows(tx, id)
    const { gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
    const { appealDays } = gates.parameters
    return {
      outcomes: rows.map((row) => ({
        ...row,
        appealBy: row.isAdverse ? lastDayOf(row, appealDays) : null,
      })),
    }
  })
}

async function demandSeen(tx: Tx, id: string): Promise<void> {
  if ((await findCase(tx, id)) === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id })
}
