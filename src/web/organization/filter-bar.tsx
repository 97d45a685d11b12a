import { GRADES, KINDS, STATUSES } from '../../domain/organization.ts'
import { REGISTER_SORTS } from '../../domain/register-list.ts'
import type { Text } from '../../domain/refusal.ts'
import { STANDINGS } from '../../domain/standing.ts'
import { Disclosure } from '../shared/disclosure.tsx'
import { kindName, lineName, standingName, statusName } from '../shared/names.ts'
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
      <Choice name="kind" label={t('organization.kind')} words={KINDS} value={search.kind} nameOf={kindName} />
      <Choice
        name="standing"
        label={t('organization.standing')}
        words={STANDINGS}
        value={search.standing}
        nameOf={standingName}
      />
      <Disclosure label={t('filter.more')}>
        <MoreFilters search={search} asOf={scope.asOf} />
      </Disclosure>
      <SortChoice search={search} />
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

function MoreFilters({ search, asOf }: { readonly search: RegisterSearch; readonly asOf: string | undefined }) {
  const { t, of } = useText()
  const bodies = useAsk('GET /api/bodies', { query: { asOf } }).data?.bodies ?? []
  const names = new Map(bodies.map(({ id, name }) => [id, { zh: name, en: name }]))
  const nameOfBody = (id: string) => names.get(id) ?? { zh: id, en: id }
  return (
    <div className="fields">
      <Choice
        name="status"
        label={t('organization.status')}
        words={STATUSES}
        value={search.status}
        nameOf={statusName}
        isField
      />
      <Choice
        name="body"
        label={t('organization.body')}
        words={[...names.keys()]}
        value={search.body}
        nameOf={nameOfBody}
        isField
      />
      <Choice name="grade" label={t('organization.grade')} words={GRADES} value={search.grade} nameOf={plain} isField />
      <Choice
        name="without"
        label={t('filter.without')}
        words={['body', 'counts']}
        value={search.without}
        nameOf={(word) => WITHOUT[word] ?? plain(word)}
        isField
      />
      <Typed search={search} />
      <p className="note">{of(PLACE_NOTE)}</p>
    </div>
  )
}

/** Filters that are typed, spelled as on record. */
function Typed({ search }: { readonly search: RegisterSearch }) {
  const { t } = useText()
  const turn = useTurn()
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const typed = (name: string) => {
          const value = form.get(name)
          return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
        }
        turn({ industry: typed('industry'), supervisingUnit: typed('supervisingUnit') })
      }}
    >
      {(['industry', 'supervisingUnit'] as const).map((name) => (
        <label key={name}>
          {t(`organization.${name}`)}
          <input key={search[name]} name={name} defaultValue={search[name] ?? ''} maxLength={200} />
        </label>
      ))}
      <button type="submit" className="button">
        {t('filter.apply')}
      </button>
    </form>
  )
}

const PLACE_NOTE: Text = {
  zh: '地区与条线在页面顶部的范围中选择；行业和业务主管单位须与登记的写法一致。',
  en: 'Place and line are chosen in the scope at the top; industry and supervising unit are spelled as on record.',
}

const WITHOUT: Readonly<Record<string, Text>> = {
  body: { zh: '没有责任主体', en: 'No responsible body' },
  counts: { zh: '人数未填报', en: 'Counts not answered' },
}

function plain(word: string): Text {
  return { zh: word, en: word }
}

type ChoiceProps = {
  readonly name: 'kind' | 'standing' | 'status' | 'body' | 'grade' | 'without'
  readonly label: string
  readonly words: readonly string[]
  readonly value: string | undefined
  readonly nameOf: (word: string) => Text
  /** With its label above it, in a panel of fields. */
  readonly isField?: boolean
}

function Choice({ name, label, words, value, nameOf, isField }: ChoiceProps) {
  const { t, of } = useText()
  const turn = useTurn()
  const select = (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => turn({ [name]: event.target.value || undefined })}
    >
      <option value="">{t('filter.any', { label })}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {of(nameOf(word))}
        </option>
      ))}
    </select>
  )
  return isField === true ? (
    <label>
      {label}
      {select}
    </label>
  ) : (
    select
  )
}

function SortChoice({ search }: { readonly search: RegisterSearch }) {
  const { t } = useText()
  const turn = useTurn()
  return (
    <select
      aria-label={t('sort.label')}
      value={search.sort ?? 'name'}
      onChange={(event) => turn({ sort: event.target.value === 'name' ? undefined : event.target.value })}
    >
      {REGISTER_SORTS.map((sort) => (
        <option key={sort} value={sort}>
          {t(search.q !== undefined && sort === 'name' ? 'sort.best' : `sort.${sort}`)}
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
  const figureWords = useFigureWords(name === 'figure')
  const query = { asOf: filters.asOf }
  const bodies = useAsk('GET /api/bodies', { query }, { enabled: name === 'body' }).data?.bodies ?? []
  const value = filters[name] ?? ''
  if (name === 'figure') return figureWords(value)
  if (name === 'q') return t('filter.q', { words: value })
  if (name === 'place') return chainOf(places, value).at(-1)?.name ?? value
  if (name === 'body') return bodies.find(({ id }) => id === value)?.name ?? value
  return of(WORDS[name](value))
}

const WORDS = {
  kind: kindName,
  standing: standingName,
  line: lineName,
  status: statusName,
  grade: plain,
  industry: plain,
  supervisingUnit: plain,
  without: (word: string) => WITHOUT[word] ?? plain(word),
} as const
