import { Link, useSearch } from '@tanstack/react-router'
import { PAPER_STATE_NAMES, PAPER_STATES } from '../../domain/paper.ts'
import { PAPER_KIND_NAMES, paperKindOf } from '../../domain/paper-kind.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { PaperTable } from '../shared/paper-table.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import '../shared/paper.css'

const PER_PAGE = 50

/** Official papers that one sees; the filters are in the URL. */
export function PapersPage() {
  const { t } = useText()
  const { year, kind, state, after, page = 1 } = useSearch({ from: '/in/papers' })
  const asked = useAsk('GET /api/papers', { query: { year, kind, state, after, limit: PER_PAGE } }, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <>
      <PageHead
        title={t('paper.title')}
        lead={asked.data === undefined ? undefined : t('paper.lead', { count: asked.data.total })}
        act={mayWrite ? <Acts /> : undefined}
      />
      <Filters />
      <Loaded asked={asked}>
        {({ papers, next, total }) =>
          papers.length === 0 ? (
            <Empty title={t('paper.none')}>{t('paper.noneHint')}</Empty>
          ) : (
            <>
              <PaperTable papers={papers} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Acts() {
  const { t } = useText()
  return (
    <>
      <Link to="/papers/templates" className="button">
        {t('paper.templates')}
      </Link>{' '}
      <Link to="/papers/new" className="button go">
        {t('paper.write')}
      </Link>
    </>
  )
}

const YEARS_BACK = 8

function Filters() {
  const { t, of } = useText()
  const turn = useTurn()
  const { year, kind, state } = useSearch({ from: '/in/papers' })
  const today = useSession().data?.today ?? '2026-01-01'
  const years = Array.from({ length: YEARS_BACK }, (_, back) => Number(today.slice(0, 4)) - back)
  const put = (name: string, value: string) => turn({ [name]: value === '' ? undefined : value })
  return (
    <div className="filters">
      <label>
        {t('paper.year')}{' '}
        <select value={year ?? ''} onChange={(event) => turn({ year: Number(event.target.value) || undefined })}>
          <option value="">{t('paper.all')}</option>
          {years.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        {t('paper.kind')}{' '}
        <select value={kind ?? ''} onChange={(event) => put('kind', event.target.value)}>
          <option value="">{t('paper.all')}</option>
          {PAPER_KIND_NAMES.map((one) => (
            <option key={one} value={one}>
              {of(paperKindOf(one).name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('paper.state')}{' '}
        <select value={state ?? ''} onChange={(event) => put('state', event.target.value)}>
          <option value="">{t('paper.all')}</option>
          {PAPER_STATES.map((one) => (
            <option key={one} value={one}>
              {of(PAPER_STATE_NAMES[one])}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
