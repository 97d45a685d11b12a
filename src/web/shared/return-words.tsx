import { CENSUS_RETURN, type ReturnState } from '../../domain/census-return.ts'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

const TONES: Readonly<Record<ReturnState, Tone>> = {
  notStarted: 'plain',
  inProgress: 'river',
  submitted: 'amber',
  returned: 'brick',
  confirmed: 'leaf',
  missing: 'brick',
  merged: 'plain',
}

/** The state of a return, as the case names it. */
export function ReturnStateWord({ state }: { readonly state: ReturnState }) {
  const { of, language } = useText()
  const word = of(CENSUS_RETURN.states[state].name)
  return <StateWord tone={TONES[state]} word={language === 'en' ? capital(word) : word} />
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
