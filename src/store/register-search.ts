import { sql, type RawBuilder } from 'kysely'
import { patternsOf, prefixPatternsOf, termsOf, type KeyPattern } from '../domain/search-term.ts'
import type { Tx } from './connection.ts'
import { nearSql, viewSql, type View } from './analysis.ts'

/** Two or three characters are no code, not even a file number in words. */
const NO_CODE = /^\p{Script=Han}{1,3}$/u

/** What a former name adds to the rank of a name: those of the day come first. */
const FORMER = 4

/** Organizations of which a name matches, where they are few; undefined where they are more than so many. */
export async function listFound(tx: Tx, view: View, text: string, most: number): Promise<number[] | undefined> {
  const { rows } = await sql<{ id: number }>`
    select n.organization_id as id from trefoil.organization_name n
    where ${nearSql(view, 'n')} and ${matchSql('n', text)} limit ${most + 1}`.execute(tx)
  return rows.length > most ? undefined : [...new Set(rows.map((row) => row.id))]
}

/**
 * What was typed, laid over the rows `s` of a view: each organization once, by the best of its names that match, its
 * name of the day before others that it has or had.
 */
export function hitsSql(view: View, text: string, found: readonly number[] | undefined): RawBuilder<unknown> {
  const few = (alias: string) =>
    found === undefined ? sql`true` : sql`${sql.ref(`${alias}.organization_id`)} = any(${[...found]}::integer[])`
  return sql`(select v.*, case when n.name = v.name then 0 else ${sql.lit(FORMER)} end + ${rankSql(text)} as rank
    from trefoil.organization_name n
    join (select * from ${viewSql(view)} where ${few('s')}) v on v.organization_id = n.organization_id
    where ${nearSql(view, 'n')} and ${few('n')} and ${matchSql('n', text)}
      and (n.name = v.name or ${onRecordSql('n', view)} and not exists (
        select from trefoil.organization_name o where o.organization_id = n.organization_id and ${matchSql('o', text)}
          and (o.name = v.name or o.name < n.name and ${onRecordSql('o', view)})))) as s`
}

/** The other name by which a row `s` was found; null where its name of the day says what was asked. */
export function foundAsSql(view: View, text: string): RawBuilder<string | null> {
  return sql`case when s.rank >= ${sql.lit(FORMER)} then (
      select n.name from trefoil.organization_name n where n.organization_id = s.organization_id and n.name <> s.name
        and ${matchSql('n', text)} and ${onRecordSql('n', view)} order by n.name limit 1) end`
}

function onRecordSql(alias: string, view: View): RawBuilder<boolean> {
  const [whose, name] = [sql.ref(`${alias}.organization_id`), sql.ref(`${alias}.name`)]
  return sql`(exists (select from trefoil.organization_fact f where f.organization_id = ${whose}
    and f.name = ${name} and f.known @> ${view.knownAt}::timestamptz) or ${ofMergedSql(whose, name)})`
}

/** The name of a record that was merged into this one; its code stands behind it. */
function ofMergedSql(whose: RawBuilder<unknown>, name: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from trefoil.record_merge m join trefoil.organization g on g.id = m.gone_id
    where m.undone_at is null and trefoil.merged_into(g.id) = ${whose}
      and right(${name}, length(g.code) + 2) = '（' || g.code || '）')`
}

function matchSql(alias: string, text: string): RawBuilder<boolean> {
  const terms = termsOf(text).map((term) => {
    const { needed, any } = patternsOf(term)
    return needed === null ? likeAny(alias, any) : sql`${likeAny(alias, [needed])} and ${likeAny(alias, any)}`
  })
  return terms.length === 0 ? sql`true` : sql`(${sql.join(terms, sql` and `)})`
}

/** 0 the whole code, 1 the name from its beginning, 2 the initials, the pinyin or the code from theirs, 3 a part. */
function rankSql(text: string): RawBuilder<number> {
  const whole = termsOf(text).join('')
  const { name, others } = prefixPatternsOf(whole)
  const begins = others.length === 0 ? sql`` : sql`when ${likeAny('n', others)} then 2`
  const code = NO_CODE.test(whole) ? sql`` : sql`when upper(v.code) = ${whole} then 0`
  return sql`case ${code} when ${likeAny('n', [name])} then 1 ${begins} else 3 end`
}

function likeAny(alias: string, patterns: readonly KeyPattern[]): RawBuilder<boolean> {
  const likes = patterns.map(([key, like]) => sql`${sql.ref(`${alias}.${key}`)} like ${like}`)
  return sql`(${sql.join(likes, sql` or `)})`
}
