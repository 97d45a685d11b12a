import { Link, useSearch } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { caseStateName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { kindName } from '../shared/names.ts'
import { numberText } from '../shared/number.ts'
import { Pager } from '../shared/pager.tsx'
import { useSession } from '../shared/session.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Call } from './call.ts'

type Page = Reply<'GET /api/evaluations'>
type Row = Page['evaluations'][number]
const SHOWN = 50

/** Evaluations of the scope by the code of the organization, and in no other order. */
export function EvaluationList({ calls }: { readonly calls: readonly Call[] }) {
  const { t } = useText()
  const turn = useTurn()
  const { call, state, after, page = 1 } = useSearch({ from: '/in/evaluations' })
  const asked = useAsk('GET /api/evaluations', { query: { call, state, after, limit: SHOWN } }, { keep: true })
  const isFiltered = call !== undefined || state !== undefined
  return (
    <Loaded asked={asked}>
      {(found) => (
        <>
          {isFiltered || found.total > 0 ? <Filters calls={calls} found={found} /> : null}
          {found.evaluations.length === 0 ? (
            <Empty
              title={t(isFiltered ? 'evaluation.noneHere' : 'evaluation.none')}
              act={
                isFiltered ? (
                  <button
                    type="button"
                    className="button go"
                    onClick={() => turn({ call: undefined, state: undefined })}
                  >
                    {t('evaluation.clear')}
                  </button>
                ) : undefined
              }
            >
              {isFiltered ? undefined : t('evaluation.noneHint')}
            </Empty>
          ) : (
            <Rows rows={found.evaluations} />
          )}
          <Pager page={page} next={found.next} pages={Math.ceil(found.total / SHOWN)} />
        </>
      )}
    </Loaded>
  )
}

function Filters({ calls, found }: { readonly calls: readonly Call[]; readonly found: Page }) {
  const { t, of } = useText()
  const turn = useTurn()
  const { call = '', state = '' } = useSearch({ from: '/in/evaluations' })
  const states = found.states.some((one) => one.state === state) || state === '' ? found.states : withNone(found, state)
  return (
    <div className="filters">
      <label>
        {t('evaluation.call')}{' '}
        <select value={call} onChange={(event) => turn({ call: event.target.value || undefined })}>
          <option value="">{t('evaluation.all')}</option>
          {calls
            .filter((one) => one.state !== 'draft')
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </label>
      <label>
        {t('evaluation.state')}{' '}
        <select value={state} onChange={(event) => turn({ state: event.target.value || undefined })}>
          <option value="">{t('evaluation.all')}</option>
          {states.map((one) => (
            <option key={one.state} value={one.state}>
              {of(caseStateName('evaluation', one.state))} ({numberText(one.count)})
            </option>
          ))}
        </select>
      </label>
      <span className="note">{t('evaluation.byCode', { count: found.total })}</span>
    </div>
  )
}

function withNone({ states }: Page, state: string): Page['states'] {
  return [...states, { state, count: 0 }]
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t, of, language } = useText()
  return (
    <ListTable<Row>
      caption={t('evaluation.list')}
      rows={rows}
      keyOf={({ caseId }) => caseId}
      columns={[
        { key: 'name', head: t('case.organization'), names: true, cell: (row) => <Name row={row} /> },
        {
          key: 'state',
          head: t('evaluation.state'),
          cell: ({ state, mine }) => (
            <>
              {of(caseStateName('evaluation', state))}
              {mine ? <small>{t('evaluation.mine')}</small> : null}
            </>
          ),
        },
        { key: 'due', head: t('case.due'), isShort: true, cell: ({ due }) => <Due due={due} /> },
        {
          key: 'filed',
          head: t('evaluation.filedOn'),
          isShort: true,
          cell: ({ filedOn }) => (filedOn === null ? '—' : dayText(filedOn, language)),
        },
        {
          key: 'grade',
          head: t('evaluation.grade'),
          isShort: true,
          cell: ({ grade, gradeValidTo }) =>
            grade === null || gradeValidTo === null
              ? '—'
              : t('evaluation.gradeTo', { grade, day: dayText(gradeValidTo, language) }),
        },
        { key: 'call', head: t('evaluation.call'), cell: ({ callTitle }) => callTitle },
      ]}
    />
  )
}

function Name({ row }: { readonly row: Row }) {
  const { of } = useText()
  return (
    <>
      <Link to="/cases/$id" params={{ id: row.caseId }}>
        {row.name}
      </Link>
      <small>
        <span className="code">{row.code}</span> {of(kindName(row.kind))}
      </small>
    </>
  )
}

function Due({ due }: { readonly due: string | null }) {
  const { t, language } = useText()
  const today = useSession().data?.today ?? ''
  if (due === null) return '—'
  const day = dayText(due, language)
  return due < today ? <StateWord tone="brick" word={t('case.overdueSince', { day })} /> : day
}
