import { KINDS } from '../../domain/organization.ts'
import { STANDINGS } from '../../domain/standing.ts'
import { kindName, lineName, standingName } from '../shared/names.ts'
import { chainOf, usePlaces } from '../shared/places.ts'
import type { RegisterSearch } from '../shared/register-search.ts'
import type { Scope } from '../shared/scope.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { FILTER_NAMES, type FilterName, type Filters } from './filters.ts'
import { useFigureWords } from './figure-words.ts'

type FilterProps = { readonly search: RegisterSearch; readonly scope: Scope }

/** Filters to choose and, as chips that can be taken out, those that hold. */
export function FilterBar({ search, scope }: FilterProps) {
  const { t } = useText()
  const turn = useTurn()
  const held = FILTER_NAMES.filter((name) => ({ ...search, ...scope })[name] !== undefined)
  return (
    <div className="filters">
      <FilterSelect name="kind" label={t('organization.kind')} words={KINDS} value={search.kind} nameOf={kindName} />
      <FilterSelect
        name="standing"
        label={t('organization.standing')}
        words={STANDINGS}
        value={search.standing}
        nameOf={standingName}
      />
      {held.map((name) => (
        <FilterChip
          key={name}
          name={name}
          filters={{ ...search, ...scope }}
          remove={() => turn({ [name]: undefined })}
        />
      ))}
    </div>
  )
}

type SelectProps = {
  readonly name: 'kind' | 'standing'
  readonly label: string
  readonly words: readonly string[]
  readonly value: string | undefined
  readonly nameOf: typeof kindName
}

function FilterSelect({ name, label, words, value, nameOf }: SelectProps) {
  const { t, of } = useText()
  const turn = useTurn()
  return (
    <select aria-label={label} value={value ?? ''} onChange={(event) => turn({ [name]: event.target.value })}>
      <option value="">{t('filter.any', { label })}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {of(nameOf(word))}
        </option>
      ))}
    </select>
  )
}

type ChipProps = { readonly name: FilterName; readonly filters: Filters; readonly remove: () => void }

function FilterChip({ name, filters, remove }: ChipProps) {
  const { t } = useText()
  const words = useFilterWords(name, filters)
  return (
    <button type="button" className="chip removable" onClick={remove} aria-label={t('filter.remove', { words })}>
      {words} <span aria-hidden="true">×</span>
    </button>
  )
}

function useFilterWords(name: FilterName, filters: Filters): string {
  const { t, of } = useText()
  const places = usePlaces(filters.asOf)
  const figureWords = useFigureWords()
  const bodies = useAsk('GET /api/bodies', { query: { asOf: filters.asOf } }, { enabled: name === 'body' })
  const value = filters[name] ?? ''
  if (name === 'figure') return figureWords(value)
  if (name === 'body') return bodies.data?.bodies.find(({ id }) => id === value)?.name ?? value
  if (name === 'q') return t('filter.q', { words: value })
  if (name === 'place') return chainOf(places, value).at(-1)?.name ?? value
  const nameOf = { kind: kindName, standing: standingName, line: lineName }[name]
  return of(nameOf(value))
}
