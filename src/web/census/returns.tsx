import { useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { CENSUS_RETURN, RETURN_STATES } from '../../domain/census-return.ts'
import { ask } from '../shared/ask.ts'
import { returnQueryOf, type CensusSearch } from '../shared/census-search.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { lineName } from '../shared/names.ts'
import { Pager } from '../shared/pager.tsx'
import { usePlaces } from '../shared/places.ts'
import type { ReturnItem } from '../shared/return-view.ts'
import { ReturnStateWord } from '../shared/return-words.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Campaign } from './campaign.ts'
import { Workbook } from './workbook.tsx'

const PER_PAGE = 50
const ONLY = ['mine', 'silent', 'late', 'unchanged'] as const

/** The returns of a census: filtered, opened one by one, and those that say nothing new confirmed together. */
export function Returns({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useText()
  const search = useSearch({ from: '/in/census/$id' })
  const { after, page = 1 } = search
  const query = { ...returnQueryOf(search), after, limit: PER_PAGE }
  const asked = useAsk('GET /api/census/:id/returns', { params: { id: campaign.id }, query }, { keep: true })
  return (
    <>
      <div className="section-head">
        <h2>{asked.data === undefined ? t('returns.title') : t('returns.count', { count: asked.data.total })}</h2>
        <ConfirmMany campaign={campaign.id} />
      </div>
      <Filters search={search} />
      <Workbook campaign={campaign.id} />
      <Loaded asked={asked}>
        {({ returns, next, total }) =>
          returns.length === 0 ? (
            <NothingThere />
          ) : (
            <>
              <ReturnTable campaign={campaign.id} returns={returns} search={search} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function NothingThere() {
  const { t } = useText()
  const turn = useTurn()
  const clear = () =>
    turn({ state: undefined, under: undefined, of: undefined, body: undefined, only: undefined, q: undefined })
  return (
    <Empty
      title={t('returns.none')}
      act={
        <button type="button" className="button" onClick={clear}>
          {t('register.clear')}
        </button>
      }
    />
  )
}

/** What says nothing but what was known needs no reading one by one. */
function ConfirmMany({ campaign }: { readonly campaign: string }) {
  const { t } = useText()
  const queries = useQueryClient()
  const waiting = useAsk('GET /api/census/:id/returns', {
    params: { id: campaign },
    query: { state: 'submitted', mine: true, unchanged: true, limit: 1 },
  })
  const confirming = useSubmission((id: string, key) =>
    ask('POST /api/census/:id/confirmations', { params: { id }, key }),
  )
  const count = waiting.data?.total ?? 0
  const confirm = async () => {
    if ((await confirming.submit(campaign)) !== undefined) await queries.invalidateQueries()
  }
  return (
    <>
      {count === 0 ? null : (
        <button type="button" className="button" disabled={confirming.isUnderWay} onClick={() => void confirm()}>
          {t('returns.confirmMany', { count })}
        </button>
      )}
      {confirming.error === null ? null : <Failure error={confirming.error} retry={() => void confirm()} />}
    </>
  )
}

function Filters({ search }: { readonly search: CensusSearch }) {
  const { t, of } = useText()
  const turn = useTurn()
  const places = usePlaces(undefined)
  const { state, only, under, of: line, body } = search
  const chips = [
    ['under', under === undefined ? undefined : (places.find((place) => place.code === under)?.name ?? under)],
    ['of', line === undefined ? undefined : of(lineName(line))],
    ['body', body],
  ] as const
  return (
    <div className="filters">
      <select
        aria-label={t('returns.state')}
        value={state ?? ''}
        onChange={(event) => turn({ state: event.target.value })}
      >
        <option value="">{t('filter.any', { label: t('returns.state') })}</option>
        {RETURN_STATES.map((one) => (
          <option key={one} value={one}>
            {of(CENSUS_RETURN.states[one].name)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('returns.only')}
        value={only ?? ''}
        onChange={(event) => turn({ only: event.target.value })}
      >
        <option value="">{t('returns.all')}</option>
        {ONLY.map((one) => (
          <option key={one} value={one}>
            {t(`returns.${one}`)}
          </option>
        ))}
      </select>
      <input
        type="search"
        aria-label={t('returns.search')}
        placeholder={t('returns.search')}
        defaultValue={search.q ?? ''}
        onKeyDown={(event) => {
          if (event.key === 'Enter') turn({ q: event.currentTarget.value })
        }}
      />
      {chips.map(([name, word]) =>
        word === undefined ? null : (
          <button key={name} type="button" className="chip removable" onClick={() => turn({ [name]: undefined })}>
            {word} <span aria-hidden="true">×</span>
            <span className="unseen">{t('remove')}</span>
          </button>
        ),
      )}
    </div>
  )
}

type TableProps = { readonly campaign: string; readonly returns: readonly ReturnItem[]; readonly search: CensusSearch }

function ReturnTable({ campaign, returns, search }: TableProps) {
  const { t, of, language } = useText()
  return (
    <ListTable
      caption={t('returns.title')}
      rows={returns}
      keyOf={(one) => one.id}
      columns={[
        {
          key: 'name',
          head: t('receipt.organization'),
          names: true,
          cell: ({ id, name, code }) => (
            <>
              <Link
                to="/census/$id/returns/$return"
                params={{ id: campaign, return: id }}
                search={{ ...search, tab: 'returns', after: undefined, page: undefined }}
              >
                {name}
              </Link>
              <small className="code">{code}</small>
            </>
          ),
        },
        {
          key: 'line',
          head: t('scope.line'),
          isShort: true,
          cell: ({ line }) => (line === null ? '—' : of(lineName(line))),
        },
        { key: 'body', head: t('returns.body'), cell: ({ bodyName }) => bodyName },
        {
          key: 'state',
          head: t('returns.state'),
          isShort: true,
          cell: ({ state, isUnchanged }) => (
            <>
              <ReturnStateWord state={state} />
              {state === 'submitted' && isUnchanged === true ? <small>{t('returns.unchangedWord')}</small> : null}
            </>
          ),
        },
        {
          key: 'due',
          head: t('returns.due'),
          isShort: true,
          cell: ({ due, isOverdue, submittedOn, isLate }) =>
            isOverdue ? (
              <StateWord tone="brick" word={t('returns.overdueSince', { day: dayText(due ?? '', language) })} />
            ) : submittedOn === null ? (
              due === null ? (
                '—'
              ) : (
                dayText(due, language)
              )
            ) : (
              t(isLate === true ? 'returns.cameLate' : 'returns.came', { day: dayText(submittedOn, language) })
            ),
        },
      ]}
    />
  )
}
