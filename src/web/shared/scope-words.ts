import { lineName } from './names.ts'
import { chainOf, placesUnder, usePlaces } from './places.ts'
import { useScope } from './scope.ts'
import { useText } from './text.ts'

/** The scope in words, place and line: 常州市 · 全部条线. */
export function useScopeWords(): string {
  const { t, of } = useText()
  const { place, line, asOf } = useScope()
  const places = usePlaces(asOf)
  const tops = placesUnder(places, undefined)
  const whole = tops.length === 1 ? (tops[0]?.name ?? t('scope.whole')) : t('scope.whole')
  const where = place === undefined ? whole : (chainOf(places, place).at(-1)?.name ?? place)
  return `${where} · ${line === undefined ? t('scope.allLines') : of(lineName(line))}`
}
