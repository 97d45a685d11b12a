import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { confirmLetter, digestDayOf, digestLetter, isMailAddress, retryMinutes } from './digest.ts'
import { forbiddenWordIn } from './reminder-text.ts'

const LINKS = { open: 'https://city.test/notices', stop: 'https://city.test/mail/stop#t' }

describe('the day whose digest is due', () => {
  test.each([
    ['daily, before its hour', { rhythm: 'daily', hour: 8, weekday: 0 }, 7, undefined],
    ['daily, at its hour', { rhythm: 'daily', hour: 8, weekday: 0 }, 8, '2026-03-11'],
    ['daily, five hours late', { rhythm: 'daily', hour: 8, weekday: 0 }, 13, '2026-03-11'],
    ['daily, six hours late: the next day', { rhythm: 'daily', hour: 8, weekday: 0 }, 14, undefined],
    ['daily at eleven at night, past midnight', { rhythm: 'daily', hour: 23, weekday: 0 }, 1, '2026-03-10'],
    ['weekly on its day, a Wednesday', { rhythm: 'weekly', hour: 8, weekday: 2 }, 9, '2026-03-11'],
    ['weekly on another day', { rhythm: 'weekly', hour: 8, weekday: 0 }, 9, undefined],
    ['weekly on a Tuesday night, past midnight', { rhythm: 'weekly', hour: 22, weekday: 1 }, 2, '2026-03-10'],
  ] as const)('%s', (_what, wish, hour, day) => {
    expect(digestDayOf(wish, { day: '2026-03-11', hour })).toBe(day)
  })

  test('over a week each hour asked, a daily wish names seven or eight days and a weekly wish one or two', () => {
    const wish = fc.record({ hour: fc.nat(23), weekday: fc.nat(6) })
    fc.assert(
      fc.property(wish, ({ hour, weekday }) => {
        const daysOf = (rhythm: 'daily' | 'weekly') => {
          const hours = Array.from({ length: 7 * 24 }, (_, at) => ({
            day: `2026-03-${9 + Math.floor(at / 24)}`,
            hour: at % 24,
          }))
          const padded = hours.map(({ day, hour: at }) => ({ day: day.replace(/-(\d)$/, '-0$1'), hour: at }))
          return new Set(
            padded.map((now) => digestDayOf({ rhythm, hour, weekday }, now)).filter((day) => day !== undefined),
          )
        }
        expect([7, 8]).toContain(daysOf('daily').size)
        expect([1, 2]).toContain(daysOf('weekly').size)
      }),
    )
  })
})

test.each([
  [1, 5],
  [2, 15],
  [4, 135],
  [5, null],
])('after try %i the next comes in %s minutes', (tries, minutes) => {
  expect(retryMinutes(tries)).toBe(minutes)
})

describe('a letter', () => {
  const sentence = { zh: '“<甲&乙>协会”：尚待填报。', en: '“<A&B>”: still waits.' }

  test.each(['zh', 'en'] as const)('in %s holds each sentence, the list and the way to stop', (language) => {
    const { subject, text, html } = digestLetter([sentence, sentence], LINKS, language)
    expect(subject).toContain('2')
    expect(text).toContain(`- ${sentence[language]}`)
    expect(text).toContain(LINKS.stop)
    expect(html).toContain(`href="${LINKS.stop}"`)
  })

  test('shows markup in a name instead of obeying it', () => {
    const { html } = digestLetter([sentence], LINKS, 'zh')
    expect(html).toContain('&lt;甲&amp;乙&gt;')
    expect(html).not.toContain('<甲')
  })

  test.each(['zh', 'en'] as const)('says nothing of a person in %s', (language) => {
    const letters = [digestLetter([sentence], LINKS, language), confirmLetter('https://city.test/x', language)]
    expect(letters.flatMap(({ subject, text, html }) => [subject, text, html]).map(forbiddenWordIn)).toEqual(
      Array(6).fill(undefined),
    )
  })
})

test.each([
  ['clerk@example.test', true],
  ['a.b+c@mail.example.test', true],
  ['clerk@localhost', false],
  ['clerk', false],
  ['a b@example.test', false],
  ['a@example.test, b@example.test', false],
  ['a@example.test\r\nBcc: b@example.test', false],
  [`${'a'.repeat(300)}@example.test`, false],
])('%j as an address: %s', (address, isOne) => {
  expect(isMailAddress(address)).toBe(isOne)
})
