import type { CaseActionDefinition } from '../../domain/case.ts'
import { begun, findCaseAction } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import type { Case } from './case.ts'

/** An action that I can do, by its name. */
export type Offered = { readonly name: string; readonly action: CaseActionDefinition }

export function offeredIn({ kind, allowed }: Case): Offered[] {
  return allowed.flatMap((name) => {
    const action = findCaseAction(kind, name)
    return action === undefined ? [] : [{ name, action }]
  })
}

/** Whether an act closes no door and its form can be left as it begins. */
export function isPlain({ form, isAdverse }: CaseActionDefinition): boolean {
  return isAdverse !== true && form.every((field) => field.needed !== true)
}

export type ActButtonsProps = {
  readonly actions: readonly Offered[]
  readonly chosen: string | undefined
  readonly isBusy: boolean
  readonly press: (one: Offered) => void
}

export function ActButtons({ actions, chosen, isBusy, press }: ActButtonsProps) {
  const { of } = useText()
  return (
    <div className="row">
      {actions.map((one, index) => {
        const isFirst = index === 0 && one.action.isAdverse !== true
        return (
          <button
            key={one.name}
            type="button"
            className={isFirst ? 'button go' : 'button'}
            aria-pressed={one.name === chosen}
            disabled={isBusy}
            onClick={() => press(one)}
          >
            {of(begun(one.action.name))} {isFirst ? <kbd aria-hidden="true">Ctrl+Enter</kbd> : null}
          </button>
        )
      })}
    </div>
  )
}
