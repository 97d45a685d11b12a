import type { Day } from './day.ts'
import type { Text } from './refusal.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A plain day in words: 2026年6月30日, 30 Jun 2026. What is not a day comes back as it is. */
export function dayWords(day: Day): Text {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  if (parts === null) return { zh: day, en: day }
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${MONTHS[month - 1] ?? ''} ${year}` }
}
