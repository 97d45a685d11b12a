import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Finding, Pass, Proposal } from '../domain/gate.ts'
import type { UsedFact } from '../domain/gate-judge.ts'
import type { Tx } from './connection.ts'

/** A pack as it was on the day of an answer: the same content always has the same hash. */
export type PackContent = { readonly hash: string; readonly packId: string; readonly content: string }

/** Keeps the content of packs, each once. */
export async function keepPacks(tx: Tx, packs: readonly PackContent[]): Promise<void> {
  await sql`insert into trefoil.policy_content (hash, pack_id, content)
    select * from unnest(${packs.map(({ hash }) => hash)}::text[], ${packs.map(({ packId }) => packId)}::text[],
      ${packs.map(({ content }) => content)}::text[]) on conflict do nothing`.execute(tx)
}

/** The content of kept packs, in the order of the hashes. */
export async function listPackContents(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ content: string }>`
    select c.content from unnest(${[...hashes]}::text[]) with ordinality h(hash, nr)
    join trefoil.policy_content c on c.hash = h.hash order by h.nr`.execute(tx)
  return rows.map(({ content }) => content)
}

export type AnswerRow = {
  readonly id: string
  readonly pass: Pass
  readonly code: string | null
  readonly name: string | null
  readonly asOf: Day
  readonly knownAt: string
  readonly policy: string
  readonly packs: readonly string[]
  readonly facts: readonly UsedFact[]
  readonly findings: readonly Finding[]
  readonly proposal: Proposal
}

export type NewAnswer = Omit<AnswerRow, 'name'>

export async function insertAnswer(tx: Tx, answer: NewAnswer): Promise<void> {
  const { id, pass, code, asOf, knownAt, policy, packs, facts, findings, proposal } = answer
  await sql`insert into trefoil.gate_answer (id, pass, organization_id, as_of, known_at, policy, packs, facts, findings, proposal)
    values (${id}::uuid, ${pass}, (select id from trefoil.organization where code = ${code}), ${asOf}::date,
      ${knownAt}::timestamptz, ${policy}, ${[...packs]}::text[], ${JSON.stringify(facts)}::jsonb,
      ${JSON.stringify(findings)}::jsonb, ${JSON.stringify(proposal)}::jsonb)`.execute(tx)
}

/** A kept answer as far as the actor sees it, with the organization's name of today. */
export async function findAnswer(tx: Tx, id: string): Promise<AnswerRow | undefined> {
  const { rows } = await sql<AnswerRow>`
    select a.id, a.pass, o.code, f.name, a.as_of, a.known_at, a.policy, a.packs, a.facts, a.findings, a.proposal
    from trefoil.gate_answer a left join trefoil.organization o on o.id = a.organization_id
    left join lateral (select name from trefoil.organization_fact where organization_id = o.id and upper_inf(known)
                       order by upper(valid) desc limit 1) f on true
    where a.id::text = ${id}`.execute(tx)
  return rows[0]
}

/** Facts that were judged once: an answer that was kept, or what the rules found at a step of a case. */
export type JudgedFacts = {
  readonly source: 'answer' | 'case'
  /** Of an answer its id; of a case its id and the number of the step. */
  readonly id: string
  readonly code: string | null
  readonly pass: Pass
  readonly asOf: Day
  readonly facts: readonly UsedFact[]
  readonly proposal: Proposal
}

export type JudgedFilter = {
  readonly pass?: Pass | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

/** All that was judged on days from one to another, within the scope: the one list that a what-if looks through. */
export async function listJudgedFacts(tx: Tx, { pass, from, to }: JudgedFilter): Promise<JudgedFacts[]> {
  const { rows } = await sql<JudgedFacts>`
    select j.source, j.id, o.code, j.pass, j.as_of, j.facts, j.proposal from (
      select 'answer' as source, id::text, organization_id, pass, as_of, facts, proposal from trefoil.gate_answer
      union all
      select 'case', c.id || '/' || g.seq, c.organization_id, g.pass, g.as_of, g.facts, g.proposal
      from trefoil.judgement g join trefoil.case_file c on c.id = g.case_id
    ) j left join trefoil.organization o on o.id = j.organization_id
    where j.pass = coalesce(${pass ?? null}, j.pass) and j.as_of >= coalesce(${from ?? null}::date, j.as_of)
      and j.as_of <= coalesce(${to ?? null}::date, j.as_of)
    order by j.as_of, j.source, j.id`.execute(tx)
  return rows
}
