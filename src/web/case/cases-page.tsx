import { Link, useSearch } from '@tanstack/react-router'
import { CaseTable } from '../shared/case-table.tsx'
import { caseName, caseStateName } from '../shared/case-words.ts'
import { CASE_BOXES, type CaseSearch } from '../shared/case-search.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { Pager } from '../shared/pager.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'

const PER_PAGE = 50

/** Cases by whose desk they wait at; the box and the filters are in the URL. */
export function CasesPage() {
  const { t } = useText()
  const search = useSearch({ from: '/in/cases' })
  const { box = 'mine', kind, state, overdue, after, page = 1 } = search
  const query = { box, kind, state, overdue: overdue === 1 ? true : undefined, after, limit: PER_PAGE }
  const asked = useAsk('GET /api/cases', { query }, { keep: true })
  const total = asked.data?.total
  return (
    <>
      <PageHead
        title={t('case.title')}
        lead={total === undefined ? undefined : t(`case.lead.${box}`, { count: total })}
      />
      <nav className="tabs" aria-label={t('case.boxes')}>
        {CASE_BOXES.map((one) => (
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
      <Chips search={search} />
      <Loaded asked={asked}>
        {({ cases, next, total: count }) =>
          cases.length === 0 ? (
            <Empty title={t(`case.none.${box}`)}>{t('case.noneHint')}</Empty>
          ) : (
            <>
              <CaseTable caption={t(`case.box.${box}`)} cases={cases} showsWaiting={box === 'others'} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(count / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

/** The filters in force, each removable. */
function Chips({ search }: { readonly search: CaseSearch }) {
  const { t, of } = useText()
  const turn = useTurn()
  const { kind, state, overdue } = search
  const chips = [
    ...(kind === undefined ? [] : [{ word: of(caseName(kind)), gone: { kind: undefined, state: undefined } }]),
    ...(kind === undefined || state === undefined
      ? []
      : [{ word: of(caseStateName(kind, state)), gone: { state: undefined } }]),
    ...(overdue === 1 ? [{ word: t('case.overdue'), gone: { overdue: undefined } }] : []),
  ]
  if (chips.length === 0) return null
  return (
    <p className="row">
      {chips.map(({ word, gone }) => (
        <button key={word} type="button" className="chip removable" onClick={() => turn(gone)}>
          {word} <span aria-hidden="true">×</span>
          <span className="unseen">{t('case.removeFilter')}</span>
        </button>
      ))}
    </p>
  )
}
