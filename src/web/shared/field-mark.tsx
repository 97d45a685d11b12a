import type { UnsentState } from './outbox.ts'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

export type FieldState = UnsentState | 'saved' | 'warned' | 'locked'

const TONES: Readonly<Record<FieldState, Tone>> = {
  waiting: 'plain',
  saved: 'leaf',
  warned: 'amber',
  failed: 'amber',
  refused: 'brick',
  locked: 'plain',
}

/** Where one field stands with the server, in a word. */
export function FieldMark({ state, id }: { readonly state: FieldState | undefined; readonly id?: string }) {
  const { t } = useText()
  if (state === undefined) return null
  return (
    <span className="field-mark" id={id}>
      <StateWord tone={TONES[state]} word={t(`field.${state}`)} />
    </span>
  )
}
