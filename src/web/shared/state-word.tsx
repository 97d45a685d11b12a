import { standingName } from './names.ts'
import { useText } from './text.ts'

export type Tone = 'leaf' | 'river' | 'amber' | 'brick' | 'plain'

const SIGNS: Readonly<Record<Tone, string>> = { leaf: '✓', river: '○', amber: '◷', brick: '⚑', plain: '–' }

/** A state: a word, a sign and a colour, never a colour alone. */
export function StateWord({ tone, word }: { readonly tone: Tone; readonly word: string }) {
  return (
    <span className={`state ${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {word}
    </span>
  )
}

const STANDING_TONES: Readonly<Record<string, Tone>> = {
  own: 'leaf',
  joint: 'leaf',
  regional: 'leaf',
  temporary: 'river',
  workOnly: 'river',
  shouldBeBuiltWithinGrace: 'amber',
  shouldBeBuilt: 'brick',
}

export function toneOfStanding(standing: string): Tone {
  return STANDING_TONES[standing] ?? 'plain'
}

export function StandingWord({ standing }: { readonly standing: string }) {
  const { of } = useText()
  return <StateWord tone={toneOfStanding(standing)} word={of(standingName(standing))} />
}
