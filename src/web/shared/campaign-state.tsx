import type { CampaignState as State } from '../../domain/census.ts'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

const TONES: Readonly<Record<State, Tone>> = { draft: 'plain', open: 'river', closed: 'amber', frozen: 'leaf' }

export function CampaignState({ state }: { readonly state: State }) {
  const { t } = useText()
  return <StateWord tone={TONES[state]} word={t(`census.${state}State`)} />
}
