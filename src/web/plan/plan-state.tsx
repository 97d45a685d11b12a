import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import type { PlanHead } from './plan.ts'

const TONES: Readonly<Record<PlanHead['state'], Tone>> = { solving: 'amber', solved: 'leaf', failed: 'brick' }

export function PlanState({ state }: { readonly state: PlanHead['state'] }) {
  const { t } = useText()
  return <StateWord tone={TONES[state]} word={t(`plan.${state}`)} />
}
