import { addDays, type Day } from '../domain/day.ts'
import { countEndingGrades, listEndingGrades as listRows, type EndingGrade } from '../store/grade-end.ts'
import { reading, type Desk } from './desk.ts'

export type EndingGrades = {
  readonly total: number
  readonly until: Day
  readonly grades: readonly EndingGrade[]
  readonly next: string | null
}

type Asked = { readonly within: number; readonly after?: string | undefined; readonly limit: number }

/** Valid grades whose last day comes within so many days, the first to end first. */
export function listEndingGrades(desk: Desk, { within, after, limit }: Asked): Promise<EndingGrades> {
  return reading(desk, async (tx, { today }) => {
    const span = { today, until: addDays(today, within) }
    const rows = await listRows(tx, span, { after: after ?? null, limit: limit + 1 })
    const grades = rows.slice(0, limit)
    const last = grades.at(-1)
    return {
      total: await countEndingGrades(tx, span),
      until: span.until,
      grades,
      next: rows.length > limit && last !== undefined ? `${last.gradeValidTo} ${last.code}` : null,
    }
  })
}
