import { numberText } from '../shared/number.ts'
import type { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'

const STEPS = ['waiting', 'reading', 'places', 'bodies', 'organizations', 'partyOrganizations', 'standing'] as const

/** The step, how far it is, its rate and the time it will take yet. */
export function progressWords(progress: Batch['progress'], t: ReturnType<typeof useText>['t']): string {
  const known = STEPS.find((one) => one === progress?.step) ?? 'waiting'
  const step = t(`job.${known}`)
  if (progress === null || progress.done === 0) return step
  const [done, total] = [numberText(progress.done), numberText(progress.total)]
  const words: string[] = [
    progress.total === 0 ? t('progress.read', { step, done }) : t('progress.of', { step, done, total }),
  ]
  if (progress.rate !== null) words.push(t('progress.rate', { rate: numberText(progress.rate) }))
  if (progress.secondsLeft !== null) {
    const seconds = numberText(progress.secondsLeft)
    words.push(progress.secondsLeft === 0 ? t('progress.soon') : t('progress.left', { seconds }))
  }
  return words.join(t('semicolon'))
}
