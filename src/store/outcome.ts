import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Judgement, Outcome } from '../domain/outcome.ts'
import { findCase, type CaseFile } from './case.ts'
import type { Tx } from './connection.ts'

/** Keeps what the rules found at an action of a case. */
export async function recordJudgement(tx: Tx, caseId: string, seq: number, found: Judgement): Promise<void> {
  const { pass, policy, asOf, facts, findings, proposal } = found
  await sql`insert into trefoil.judgement (case_id, seq, pass, policy, as_of, facts, findings, proposal)
    values (${caseId}::uuid, ${seq}, ${pass}, ${policy}, ${asOf}::date, ${JSON.stringify(facts)}::jsonb,
      ${JSON.stringify(findings)}::jsonb, ${JSON.stringify(proposal)}::jsonb)`.execute(tx)
}

export type JudgementRow = Judgement & { readonly seq: number }

/** What the rules found in a case, the oldest first. */
export async function listJudgements(tx: Tx, caseId: string): Promise<JudgementRow[]> {
  const { rows } = await sql<JudgementRow>`
    select seq, pass, policy, as_of, facts, findings, proposal from trefoil.judgement
    where case_id = ${caseId}::uuid order by seq`.execute(tx)
  return rows
}

export type FreshOutcome = Outcome & {
  readonly file: CaseFile
  readonly seq: number
  readonly year: number | null
  readonly proposedBy: number | null
  readonly decidedBy: number
  readonly decidedOn: Day
}

export async function recordOutcome(tx: Tx, one: FreshOutcome): Promise<void> {
  await sql`insert into trefoil.outcome (case_id, seq, kind, organization_id, year, outcome, is_adverse, legal_order, rules,
      reasons, evidence, cure_by, appeal_by, remedies, notice_seq, judgement_seq, proposed_by, decided_by, decided_on)
    values (${one.file.id}::uuid, ${one.seq}, ${one.file.kind}, ${one.file.organizationId}, ${one.year}, ${one.outcome},
      ${one.isAdverse}, ${one.legalOrder}, ${[...one.rules]}::text[], ${one.reasons}, ${one.evidence},
      ${one.cureBy}::date, ${one.appealBy}::date, ${JSON.stringify(one.remedies)}::jsonb, ${one.noticeSeq}, ${one.judgementSeq},
      ${one.proposedBy}, ${one.decidedBy}, ${one.decidedOn}::date)`.execute(tx)
}

export type OutcomeRow = Outcome & {
  readonly seq: number
  readonly year: number | null
  readonly decidedOn: Day
  readonly servedOn: Day | null
  readonly overturnedOn: Day | null
}

/** What was decided in a case, the oldest first. */
export async function listOutcomes(tx: Tx, caseId: string): Promise<OutcomeRow[]> {
  const { rows } = await sql<OutcomeRow>`
    select seq, year, outcome, is_adverse, legal_order, rules, reasons, evidence, cure_by, appeal_by, remedies, notice_seq,
      judgement_seq, decided_on, served_on, overturned_on
    from trefoil.outcome where case_id = ${caseId}::uuid order by seq`.execute(tx)
  return rows
}

/** Adds the day of serving, or of an overturning, to an outcome. */
export async function markOutcome(
  tx: Tx,
  caseId: string,
  seq: number,
  mark: { readonly servedOn: Day } | { readonly overturnedOn: Day },
): Promise<void> {
  const isServed = 'servedOn' in mark
  const column = sql.ref(isServed ? 'served_on' : 'overturned_on')
  const day = isServed ? mark.servedOn : mark.overturnedOn
  const { numAffectedRows } = await sql`
    update trefoil.outcome set ${column} = ${day}::date where case_id = ${caseId}::uuid and seq = ${seq}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Error(`The case ${caseId} has no outcome ${seq} that the actor writes.`)
}

/** The report case of an organization that waits for this return to come in again; undefined where none does. */
export async function findReportCase(tx: Tx, organizationId: number, returnId: string): Promise<CaseFile | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from trefoil.case_file where organization_id = ${organizationId} and kind = 'annualReport'
      and subject ->> 'return' = ${returnId} and closed_on is null and state in ('supplement', 'missed')`.execute(tx)
  return rows[0] === undefined ? undefined : findCase(tx, rows[0].id)
}

/** Results of the annual reports of an organization, the newest year first; what an appeal overturned is not among them. */
export async function listReportResults(
  tx: Tx,
  organizationId: number,
): Promise<{ readonly year: number; readonly outcome: string }[]> {
  const { rows } = await sql<{ year: number; outcome: string }>`
    select distinct on (year) year, outcome from trefoil.outcome
    where organization_id = ${organizationId} and kind = 'annualReport' and overturned_on is null
    order by year desc, decided_on desc, seq desc`.execute(tx)
  return rows
}
