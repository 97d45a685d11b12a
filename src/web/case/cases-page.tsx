import { Link, useSearch } from '@tanstack/react-router'
import { CaseTable } from '../shared/case-table.tsx'
import { CaseChips } from './case-chips.tsx'
import { CASE_TABS, caseQueryOf } from '../shared/case-search.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { queueOf } from '../shared/queue-search.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

const PER_PAGE = 50

/** Cases by whose desk they wait at; the box and the filters are in the URL. */
export function CasesPage() {
  const { t } = useText()
  const search = useSearch({ from: '/in/cases' })
  const { box = 'mine', page = 1 } = search
  const tabs = CASE_TABS.some((one) => one === box) ? CASE_TABS : [...CASE_TABS, box]
  const query = { ...caseQueryOf(search), box, limit: PER_PAGE }
  const asked = useAsk('GET /api/cases', { query }, { keep: true })
  const total = asked.data?.total
  return (
    <>
      <PageHead
        title={t('case.title')}
        lead={total === undefined ? undefined : t(`case.lead.${box}`, { count: total })}
      />
      <nav className="tabs" aria-label={t('case.boxes')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/cases"
            search={{ box: one }}
            aria-current={one === box ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`case.box.${one}`)}
          </Link>
        ))}
      </nav>
      <CaseChips search={search} />
      <Loaded asked={asked}>
        {({ cases, next, total: count }) =>
          cases.length === 0 ? (
            <Empty title={t(`case.none.${box}`)}>{t('case.noneHint')}</Empty>
          ) : (
            <>
              <CaseTable
                caption={t(`case.box.${box}`)}
                cases={cases}
                showsWaiting={box !== 'mine'}
                queue={queueOf(search)}
              />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(count / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}
