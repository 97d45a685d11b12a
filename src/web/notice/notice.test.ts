import { expect, test } from 'vitest'
import { byDay, toneOf, type Notice } from './notice.ts'

function notice(id: number, day: string): Notice {
  const opens = { case: null, kind: null, state: null, campaign: null, overdue: false }
  return { id, day, topic: 'arrived', text: { zh: '', en: '' }, words: null, isRead: false, isSettled: false, opens }
}

test('notices stand by day in their order', () => {
  const days = byDay([notice(3, '2026-03-02'), notice(2, '2026-03-01'), notice(1, '2026-03-01')])
  expect(days.map(([day, ofDay]) => [day, ofDay.map(({ id }) => id)])).toEqual([
    ['2026-03-02', [3]],
    ['2026-03-01', [2, 1]],
  ])
})

test('what is done is no longer brick, whatever it was', () => {
  expect(toneOf({ topic: 'overdue', isSettled: false })).toBe('brick')
  expect(toneOf({ topic: 'overdue', isSettled: true })).toBe('leaf')
})
