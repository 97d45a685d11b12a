import { isDay } from '../../domain/day.ts'
import { factText } from '../../domain/fact-words.ts'
import type { FactValue } from '../../domain/gate.ts'
import { dayText } from './day-text.ts'
import { useText } from './text.ts'

/** What a rule looked at, in words; what is not there where the rule is met is none, and not unknown. */
export function FactWord({ value, isMet }: { readonly value: FactValue; readonly isMet: boolean }) {
  const { t, of, language } = useText()
  const said = isMet ? (value ?? '') : value
  const text = factText(said)
  if (text === null) return <>{t('pass.unknown')}</>
  if (said === '') return <>{t('pass.none')}</>
  return <>{typeof said === 'string' && isDay(said) ? dayText(said, language) : of(text)}</>
}
