import { sql, type RawBuilder } from 'kysely'
import { columnOf, type Condition, type Sum } from '../domain/measure.ts'
import { snake } from './fact.ts'

type SumCondition = Extract<Condition, { sum: Sum }>

type HasCondition = Extract<Condition, { has: string }>

/** How a sum's range or a presence is written: over the columns of a row, or as a column that was worked out before. */
type Judge = (condition: SumCondition | HasCondition) => RawBuilder<boolean>

/** Columns that are never null, for which a comparison needs no second thought. */
const NEVER_NULL: readonly string[] = ['population', 'kind', 'status', 'standing', 'coverageClass']

/** A condition of the domain as SQL over the columns of a standing row `s`: the same definition, judged in the database. */
export function conditionSql(condition: Condition, judge: Judge = judged): RawBuilder<boolean> {
  if ('word' in condition) return wordSql(condition.word, condition.in)
  if ('flag' in condition) return sql`s.${sql.ref(snake(condition.flag))}`
  if ('all' in condition) return joined(condition.all, 'and', judge)
  if ('any' in condition) return joined(condition.any, 'or', judge)
  if ('not' in condition) return sql`not ${conditionSql(condition.not, judge)}`
  return judge(condition)
}

/** Words of our own definitions stand in the text, where they compare fastest; what a user may have typed is a parameter. */
function wordSql(column: string, words: readonly string[]): RawBuilder<boolean> {
  const values = words.map((word) => (/^[A-Za-z0-9]+$/.test(word) ? sql.lit(word) : sql`${word}`))
  if (values.length === 0) return sql`false`
  const compared = sql<boolean>`s.${sql.ref(snake(column))} in (${sql.join(values)})`
  return NEVER_NULL.includes(column) ? compared : sql`coalesce(${compared}, false)`
}

function joined(conditions: readonly Condition[], word: 'and' | 'or', judge: Judge): RawBuilder<boolean> {
  if (conditions.length === 0) return word === 'and' ? sql`true` : sql`false`
  const parts = conditions.map((condition) => conditionSql(condition, judge))
  return sql`(${sql.join(parts, sql` ${sql.raw(word)} `)})`
}

function judged(condition: SumCondition | HasCondition): RawBuilder<boolean> {
  if ('has' in condition) return sql`(s.${sql.ref(snake(condition.has))} is not null)`
  const sum = sumSql(condition.sum)
  const from = condition.from === undefined ? sql`true` : sql`${sum} >= ${sql.lit(condition.from)}`
  const below = condition.below === undefined ? sql`true` : sql`${sum} < ${sql.lit(condition.below)}`
  return sql`(${from} and ${below})`
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

/** What conditions look at, as columns to group by, and the conditions rewritten over those columns. */
export type Grouped = {
  readonly columns: readonly { readonly name: string; readonly value: RawBuilder<unknown> }[]
  readonly write: (condition: Condition) => RawBuilder<boolean>
}

/**
 * Many conditions over many rows are dear; rows that are alike in all that the conditions look at need judging once.
 * Words and flags are grouped as they are, each range of a sum and each presence by whether it holds.
 */
export function groupedConditions(conditions: readonly Condition[]): Grouped {
  const atoms = conditions.flatMap(atomsOf)
  const names = new Set(atoms.flatMap((atom) => ('column' in atom ? [atom.column] : [])))
  const answers = new Map(
    atoms.flatMap((atom) => ('answer' in atom ? [[JSON.stringify(atom.answer), atom.answer] as const] : [])),
  )
  const keys = [...answers.keys()]
  const nameOf = (condition: SumCondition | HasCondition) => `answer_${keys.indexOf(JSON.stringify(condition))}`
  return {
    columns: [
      ...[...names].map((name) => ({ name: snake(name), value: sql`s.${sql.ref(snake(name))}` })),
      ...[...answers.values()].map((answer) => ({ name: nameOf(answer), value: judged(answer) })),
    ],
    write: (condition) => conditionSql(condition, (answer) => sql`s.${sql.ref(nameOf(answer))}`),
  }
}

type Atom = { readonly column: string } | { readonly answer: SumCondition | HasCondition }

function atomsOf(condition: Condition): Atom[] {
  if ('word' in condition) return [{ column: condition.word }]
  if ('flag' in condition) return [{ column: condition.flag }]
  if ('all' in condition) return condition.all.flatMap(atomsOf)
  if ('any' in condition) return condition.any.flatMap(atomsOf)
  return 'not' in condition ? atomsOf(condition.not) : [{ answer: condition }]
}
