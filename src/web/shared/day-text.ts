import type { Day } from '../../domain/day.ts'
import type { Language } from './language.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A plain day in words: 2026年6月30日, 30 Jun 2026. What is not a day comes back as it is. */
export function dayText(day: Day, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  if (parts === null) return day
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return language === 'zh' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1] ?? ''} ${year}`
}

/** An instant as the clock on the wall shows it here. */
export function instantText(instant: string, language: Language): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${dayText(day, language)} ${two(at.getHours())}:${two(at.getMinutes())}`
}
