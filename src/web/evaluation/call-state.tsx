import type { CallState as State } from '../../domain/evaluation-call.ts'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'

const TONES: Readonly<Record<State, Tone>> = { draft: 'plain', published: 'river', closed: 'leaf' }

export function CallState({ state }: { readonly state: State }) {
  const { t } = useText()
  return <StateWord tone={TONES[state]} word={t(`call.state.${state}`)} />
}
