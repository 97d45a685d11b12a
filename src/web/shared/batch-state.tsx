import type { Reply } from './ask.ts'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

export type BatchStateName = Reply<'GET /api/imports'>['batches'][number]['state']

const TONES: Readonly<Record<BatchStateName, Tone>> = {
  checking: 'amber',
  checked: 'amber',
  importing: 'amber',
  done: 'leaf',
  undone: 'plain',
  failed: 'brick',
  stopped: 'plain',
}

export function BatchState({ state }: { readonly state: BatchStateName }) {
  const { t } = useText()
  return <StateWord tone={TONES[state]} word={t(`batch.${state}`)} />
}
