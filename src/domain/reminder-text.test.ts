import { describe, expect, test } from 'vitest'
import { CASE_DEFINITIONS } from './case-definitions.ts'
import { forbiddenWordIn, PLACES, REMINDER_TEXTS, reminderText } from './reminder-text.ts'
import { TOPICS } from './reminder.ts'

const SENTENCES = TOPICS.flatMap((topic) => {
  const { dated, undated } = REMINDER_TEXTS[topic]
  return [dated.zh, dated.en, undated.zh, undated.en].map((sentence) => [topic, sentence] as const)
})

describe('the catalogue', () => {
  test.each(SENTENCES)('%s: “%s” says nothing of a person and has known places only', (_topic, sentence) => {
    expect(forbiddenWordIn(sentence)).toBeUndefined()
    const places = [...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '')
    expect(places.filter((place) => !PLACES.some((known) => known === place))).toEqual([])
    expect(places).toContain('name')
  })

  test.each(CASE_DEFINITIONS.map((one) => [one.kind, one] as const))(
    'the names of %s and its states, which stand in the sentences, say nothing of a person',
    (_kind, { name, states }) => {
      const words = [name, ...Object.values(states).map((state) => state.name)].flatMap(({ zh, en }) => [zh, en])
      expect(words.filter((word) => forbiddenWordIn(word) !== undefined)).toEqual([])
    },
  )
})

describe('a reminder in words', () => {
  test.each([
    [
      'arrived',
      { name: '市民政局党委', kind: 'correction', state: 'open', day: '2026-03-28' },
      '市民政局党委：新到“更正申请”3 件（待审核），最早一件须在2026年3月28日前办理。',
      '市民政局党委: new, request for correction (to be decided): 3; the first is due by 28 Mar 2026.',
    ],
    [
      'overdue',
      { name: '市民政局党委', kind: 'correction', state: 'open', campaign: '2026年摸底' },
      '市民政局党委：“2026年摸底 · 更正申请”3 件（待审核）已经逾期。',
      '市民政局党委: overdue, 2026年摸底 · request for correction (to be decided): 3.',
    ],
    [
      'asked',
      { name: '甲协会', campaign: '2026年摸底', day: '2026-03-12' },
      '甲协会：“2026年摸底”尚待填报，请在2026年3月12日前完成。',
      '甲协会: “2026年摸底” still waits for your answer; please complete it by 12 Mar 2026.',
    ],
    [
      'dueSoon',
      { name: '甲', kind: 'gone', state: 'x' },
      '甲：“gone”3 件（x）即将到期。',
      '甲: due soon, gone (x): 3.',
    ],
  ] as const)('%s', (topic, params, zh, en) => {
    expect(reminderText(topic, params, 3)).toEqual({ zh, en })
  })

  test.each([
    ['请提醒王某某尽快转正', '转正'],
    ['三名党员尚未填报', '党员'],
    ['Their Party members are missing', 'Party members'],
    ['请致电 00000000000', '00000000000'],
    ['身份证复印件', '身份证'],
  ])('“%s” is not sent for its “%s”', (text, word) => {
    expect(forbiddenWordIn(text)).toBe(word)
  })

  test('a plain request is sent', () => {
    expect(forbiddenWordIn('请于周五下班前完成填报，如有困难请联系街道党建办。')).toBeUndefined()
  })
})
