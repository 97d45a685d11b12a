import { Link, useSearch } from '@tanstack/react-router'
import { ExportMenu } from '../shared/download.tsx'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { clearedFilters, isFiltered } from './filters.ts'
import { FilterBar } from './filter-bar.tsx'
import { RegisterTable } from './register-table.tsx'

const PER_PAGE = 50

/** The register as of a day: find an organization, or see the list behind a figure. */
export function RegisterPage() {
  const { t } = useText()
  const scope = useScope()
  const search = useSearch({ from: '/in/orgs' })
  const { q, kind, standing, figure, body, after, page = 1 } = search
  const filters = { ...scope, q, kind, standing, figure, body }
  const asked = useAsk('GET /api/organizations', { query: { ...filters, after, limit: PER_PAGE } }, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  const filtered = isFiltered({ ...search, ...scope })
  const total = asked.data?.total
  return (
    <>
      <PageHead
        title={t('register.title')}
        lead={
          total === undefined
            ? t('register.lead')
            : t(filtered ? 'register.filtered' : 'register.total', { count: total })
        }
        act={
          <>
            {mayWrite ? (
              <Link to="/orgs/new" className="button">
                {t('register.new')}
              </Link>
            ) : null}
            <ExportMenu noun="organizations" query={filters} />
          </>
        }
        basis={asked.data?.basis}
      />
      <FilterBar search={search} scope={scope} />
      <Loaded asked={asked}>
        {({ organizations, next, total: count }) =>
          organizations.length === 0 ? (
            <NothingThere filtered={filtered} />
          ) : (
            <>
              <RegisterTable organizations={organizations} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(count / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function NothingThere({ filtered }: { readonly filtered: boolean }) {
  const { t } = useText()
  const turn = useTurn()
  const mayWrite = useSession().data?.mayWrite === true
  if (filtered) {
    return (
      <Empty
        title={t('register.noneFound')}
        act={
          <button type="button" className="button go" onClick={() => turn(clearedFilters())}>
            {t('register.clear')}
          </button>
        }
      >
        {t('register.noneFoundHint')}
      </Empty>
    )
  }
  return (
    <Empty
      title={t('register.empty')}
      act={
        mayWrite ? (
          <Link to="/import" className="button go">
            {t('home.importAct')}
          </Link>
        ) : null
      }
    >
      {t('register.emptyHint')}
    </Empty>
  )
}
