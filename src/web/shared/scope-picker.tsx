import { LINES } from '../../domain/organization.ts'
import { Disclosure } from './disclosure.tsx'
import { lineName } from './names.ts'
import { chainOf, placesUnder, usePlaces, type Place } from './places.ts'
import { useScope } from './scope.ts'
import { useScopeWords } from './scope-words.ts'
import { useText } from './text.ts'
import { useTurn } from './turn.ts'

/** The pill of the bar that says and changes where the pages look: a place and a line. */
export function ScopePicker() {
  const { t } = useText()
  const words = useScopeWords()
  return (
    <Disclosure label={<span className="cut">{words}</span>} name={t('scope.name', { words })} className="button pill">
      <div className="fields">
        <PlaceFields />
        <LineFields />
      </div>
    </Disclosure>
  )
}

/** One list for each level: the next opens when the one above has said something. */
function PlaceFields() {
  const { place, asOf } = useScope()
  const places = usePlaces(asOf)
  const tops = placesUnder(places, undefined)
  const top = tops.length === 1 ? tops[0] : undefined
  const chain = chainOf(places, place).filter((one) => one !== top)
  const first = top === undefined ? tops : placesUnder(places, top.code)
  return [undefined, ...chain].map((above, depth) => (
    <PlaceField
      key={above?.code ?? 'top'}
      above={above}
      whole={top}
      options={above === undefined ? first : placesUnder(places, above.code)}
      value={chain[depth]?.code ?? ''}
    />
  ))
}

type PlaceFieldProps = {
  readonly above: Place | undefined
  readonly whole: Place | undefined
  readonly options: readonly Place[]
  readonly value: string
}

function PlaceField({ above, whole, options, value }: PlaceFieldProps) {
  const { t } = useText()
  const turn = useTurn()
  if (options.length === 0) return null
  return (
    <label>
      {above === undefined ? t('scope.place') : t('scope.within', { place: above.name })}
      <PlaceSelect
        options={options}
        value={value}
        whole={above?.name ?? whole?.name ?? t('scope.whole')}
        choose={(code) => turn({ place: code === '' ? above?.code : code })}
      />
    </label>
  )
}

type PlaceSelectProps = {
  readonly options: readonly Place[]
  readonly value: string
  readonly whole: string
  readonly choose: (code: string) => void
}

function PlaceSelect({ options, value, whole, choose }: PlaceSelectProps) {
  const { t } = useText()
  return (
    <select value={value} onChange={(event) => choose(event.target.value)}>
      <option value="">{t('scope.allOf', { place: whole })}</option>
      {options.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

function LineFields() {
  const { t, of } = useText()
  const { line } = useScope()
  const turn = useTurn()
  return (
    <fieldset>
      <legend>{t('scope.line')}</legend>
      {[undefined, ...LINES].map((one) => (
        <label key={one ?? 'all'} className="choice">
          <input type="radio" name="line" checked={line === one} onChange={() => turn({ line: one })} />
          {one === undefined ? t('scope.allLines') : of(lineName(one))}
        </label>
      ))}
    </fieldset>
  )
}
