import type { Day } from '../../domain/day.ts'
import { dayWords } from '../../domain/day-words.ts'
import type { Language } from './language.ts'

/** A plain day in words: 2026年6月30日, 30 Jun 2026. What is not a day comes back as it is. */
export function dayText(day: Day, language: Language): string {
  return dayWords(day)[language]
}

/** An instant as the clock on the wall shows it here. */
export function instantText(instant: string, language: Language): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${dayText(day, language)} ${two(at.getHours())}:${two(at.getMinutes())}`
}
