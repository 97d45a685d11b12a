import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ExportMenu } from '../shared/download.tsx'
import { Empty, Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { BatchBar } from './batch-bar.tsx'
import { clearedFilters, FILTER_NAMES, isFiltered } from './filters.ts'
import { FilterBar } from './filter-bar.tsx'
import { ColumnsChooser } from './list-tools.tsx'
import { RegisterTable } from './register-table.tsx'
import { SavedViews } from './saved-views.tsx'
import { NOTHING_SELECTED, type Selection } from './selection.ts'
import { columnsOf, useLayout } from './use-layout.ts'

const PER_PAGE = 50

/** The register as of a day: find organizations, keep a view of them, state one thing for many. */
export function RegisterPage() {
  const { t } = useText()
  const scope = useScope()
  const search = useSearch({ from: '/in/orgs' })
  const { sort, after } = search
  const all = { ...search, ...scope }
  const filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, all[name]]))
  const query = { ...scope, ...filters, sort, after, limit: PER_PAGE }
  const asked = useAsk('GET /api/organizations', { query }, { keep: true })
  const { layout, save, views, error } = useLayout()
  const mayWrite = useSession().data?.mayWrite === true
  const filtered = isFiltered(all)
  const total = asked.data?.total
  const lead = filtered ? 'register.filtered' : 'register.total'
  return (
    <>
      <PageHead
        title={t('register.title')}
        lead={total === undefined ? t('register.lead') : t(lead, { count: total })}
        act={
          <>
            {mayWrite ? (
              <Link to="/orgs/new" className="button">
                {t('register.new')}
              </Link>
            ) : null}
            <Link to="/orgs/duplicates" className="button">
              {t('duplicate.link')}
            </Link>
            <SavedViews
              views={views}
              search={all}
              columns={layout.columns}
              show={(view) =>
                view.columns === null ? undefined : save({ ...layout, columns: columnsOf(view.columns) })
              }
            />
            <ColumnsChooser layout={layout} save={save} />
            <ExportMenu noun="organizations" query={{ ...scope, ...filters }} />
          </>
        }
        basis={asked.data?.basis}
      />
      {error === null ? null : <Failure error={error} />}
      <FilterBar search={search} scope={scope} />
      <Loaded asked={asked}>
        {(reply) => <Listed key={JSON.stringify(filters)} {...{ reply, layout, filters, filtered }} />}
      </Loaded>
    </>
  )
}

type ListedProps = {
  readonly reply: Parameters<typeof RegisterTable>[0] extends { readonly organizations: infer O }
    ? { readonly organizations: O; readonly next: string | null; readonly total: number }
    : never
  readonly layout: ReturnType<typeof useLayout>['layout']
  readonly filters: Parameters<typeof BatchBar>[0]['filters']
  readonly filtered: boolean
}

/** The rows with what was selected among them: other filters are another list, of which nothing is selected. */
function Listed({ reply, layout, filters, filtered }: ListedProps) {
  const { page = 1 } = useSearch({ from: '/in/orgs' })
  const session = useSession().data
  const [selection, select] = useState<Selection>(NOTHING_SELECTED)
  const { organizations, next, total } = reply
  const mayWrite = session?.mayWrite === true
  const bar = mayWrite ? <BatchBar {...{ selection, select, filters, total }} today={session.today} /> : null
  if (organizations.length === 0) {
    return (
      <>
        {bar}
        <NothingThere filtered={filtered} mayWrite={mayWrite} />
      </>
    )
  }
  return (
    <>
      {bar}
      <RegisterTable
        organizations={organizations}
        columns={layout.columns}
        isDense={layout.isDense}
        selection={mayWrite ? selection : undefined}
        select={select}
      />
      <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
    </>
  )
}

function NothingThere({ filtered, mayWrite }: { readonly filtered: boolean; readonly mayWrite: boolean }) {
  const { t } = useText()
  const turn = useTurn()
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
