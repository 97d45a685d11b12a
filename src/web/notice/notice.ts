import type { Reply } from '../shared/ask.ts'
import type { Tone } from '../shared/state-word.tsx'

export type NoticePage = Reply<'GET /api/notices'>
export type Notice = NoticePage['notices'][number]

/** Notices in their order, those of one day together. */
export function byDay(notices: readonly Notice[]): [string, Notice[]][] {
  const days = new Map<string, Notice[]>()
  for (const notice of notices) days.set(notice.day, [...(days.get(notice.day) ?? []), notice])
  return [...days]
}

const TONES: Readonly<Record<Notice['topic'], Tone>> = {
  arrived: 'river',
  dueSoon: 'amber',
  overdue: 'brick',
  asked: 'amber',
  named: 'river',
}

export function toneOf({ topic, isSettled }: Pick<Notice, 'topic' | 'isSettled'>): Tone {
  return isSettled ? 'leaf' : TONES[topic]
}
