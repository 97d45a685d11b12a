import { sql } from 'kysely'
import type { ReturnState } from '../domain/census-return.ts'
import type { Tx } from './connection.ts'
import { insertRows } from './fact.ts'

/** Puts the reports of a campaign on record. */
export function createReports(tx: Tx, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  return insertRows(tx, 'trefoil.census_report', ['case_id', 'campaign_id', 'body_key', 'body_name', 'desk'], rows)
}

export type ReportRow = {
  readonly caseId: string
  readonly campaignId: string
  readonly bodyKey: string | null
  readonly bodyName: string
  readonly desk: number
  readonly state: string
  readonly version: number
  readonly dueOn: string | null
  readonly waitingSince: string
}

/** Reports of a campaign that the actor sees, by the name of the body. */
export async function listReports(tx: Tx, campaign: string): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select p.case_id, p.campaign_id, p.body_key, p.body_name, p.desk, c.state, c.version, c.due_on, c.waiting_since
    from trefoil.census_report p join trefoil.case_file c on c.id = p.case_id
    where p.campaign_id = ${campaign}::uuid order by p.body_name, p.case_id`.execute(tx)
  return rows
}

export type UnreportedDesk = {
  readonly campaignId: string
  readonly scope: number
  readonly name: string
  readonly key: string | null
}

/** Desks that answer for returns of a census before its freeze and have no report in it, because they took them over. */
export async function listUnreportedDesks(tx: Tx): Promise<UnreportedDesk[]> {
  const { rows } = await sql<UnreportedDesk>`
    select r.campaign_id, r.desk as scope,
      f.parties -> 'body' ->> 'name' as name, f.parties -> 'body' ->> 'body' as key
    from (select distinct on (campaign_id, desk) campaign_id, desk, case_id from trefoil.census_return
      where campaign_id in (select id from trefoil.campaign where state in ('open', 'closed') and purpose = 'census')
      order by campaign_id, desk, case_id) r
    join trefoil.case_file f on f.id = r.case_id
    where not exists (select from trefoil.census_report p where p.campaign_id = r.campaign_id and p.desk = r.desk)
    order by r.campaign_id, r.desk`.execute(tx)
  return rows
}

/** Returns by state for the desks that answer for them now. */
export async function countByDesk(
  tx: Tx,
  campaign: string,
): Promise<{ desk: number; state: ReturnState; count: number }[]> {
  const { rows } = await sql<{ desk: number; state: ReturnState; count: number }>`
    select desk, state, count(*)::integer as count from trefoil.census_return
    where campaign_id = ${campaign}::uuid group by desk, state`.execute(tx)
  return rows
}
