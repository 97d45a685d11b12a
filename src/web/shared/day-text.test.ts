import { expect, test } from 'vitest'
import { dayText, instantText } from './day-text.ts'

test('a day is said as each language says it', () => {
  expect(dayText('2026-06-30', 'zh')).toBe('2026年6月30日')
  expect(dayText('2026-06-03', 'en')).toBe('3 Jun 2026')
})

test('what is not a day or an instant is left as it is', () => {
  expect(dayText('now', 'en')).toBe('now')
  expect(instantText('soon', 'zh')).toBe('soon')
})

test('an instant has its day and minutes', () => {
  expect(instantText('2026-06-30T08:05:00', 'en')).toBe('30 Jun 2026 08:05')
})
