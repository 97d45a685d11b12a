import type { FormField, FormValue } from '../../domain/case.ts'
import type { Text } from '../../domain/refusal.ts'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'

/** A rule or a ground that can be named, with its words. */
export type Tick = { readonly rule: string; readonly text: Text }

export type TickListProps = {
  readonly field: FormField
  readonly ticks: readonly Tick[]
  readonly value: FormValue
  readonly isWrong: boolean
  readonly change: (value: FormValue) => void
}

/** A list of what can be named, each to be ticked; nothing else can be. */
export function TickList({ field, ticks, value, isWrong, change }: TickListProps) {
  const { t, of } = useText()
  const chosen: readonly string[] = Array.isArray(value) ? value.map(String) : []
  const turn = (rule: string) =>
    change(chosen.includes(rule) ? chosen.filter((one) => one !== rule) : [...chosen, rule])
  const isClosed = field.choices !== undefined
  return (
    <fieldset>
      <legend>
        {of(begun(field.label))} {field.needed === true ? <em>{t('case.needed')}</em> : null}
      </legend>
      {ticks.length === 0 ? <p className="note">{t('pass.noRuleFails')}</p> : null}
      {ticks.map(({ rule, text }) => (
        <label key={rule} className="choice">
          <input type="checkbox" name={field.key} checked={chosen.includes(rule)} onChange={() => turn(rule)} />
          <span>
            {isClosed ? null : <strong>{rule} </strong>}
            {of(begun(text))}
          </span>
        </label>
      ))}
      {isWrong ? (
        <span className="wrong" role="alert">
          {t('case.fieldNeeded', { field: of(field.label) })}
        </span>
      ) : null}
    </fieldset>
  )
}
