import { sql, type RawBuilder } from 'kysely'
import { columnOf, type Condition, type Sum } from '../domain/measure.ts'
import { snake } from './fact.ts'

/** A condition of the domain as SQL over the columns of a standing row: the same definition, counted in the database. */
export function conditionSql(condition: Condition): RawBuilder<boolean> {
  if ('word' in condition)
    return sql`coalesce(s.${sql.ref(snake(condition.word))} = any(${[...condition.in]}::text[]), false)`
  if ('flag' in condition) return sql`s.${sql.ref(snake(condition.flag))}`
  if ('has' in condition) return sql`s.${sql.ref(snake(condition.has))} is not null`
  if ('all' in condition) return joined(condition.all, 'and')
  if ('any' in condition) return joined(condition.any, 'or')
  if ('not' in condition) return sql`not ${conditionSql(condition.not)}`
  const sum = sumSql(condition.sum)
  const from = condition.from === undefined ? sql`true` : sql`${sum} >= ${sql.lit(condition.from)}`
  const below = condition.below === undefined ? sql`true` : sql`${sum} < ${sql.lit(condition.below)}`
  return sql`(${from} and ${below})`
}

function joined(conditions: readonly Condition[], word: 'and' | 'or'): RawBuilder<boolean> {
  if (conditions.length === 0) return word === 'and' ? sql`true` : sql`false`
  return sql`(${sql.join(conditions.map(conditionSql), sql` ${sql.raw(word)} `)})`
}

/** A sum of count columns of one row; a blank count is 0. */
export function sumSql(sum: Sum): RawBuilder<number> {
  const terms = sum.map((term) => {
    const column = columnOf(term)
    const value = sql`coalesce(s.${sql.ref(snake(column))}, 0)`
    return term === column ? value : sql`-${value}`
  })
  return sql`(${sql.join(terms, sql` + `)})`
}
