import { Link } from '@tanstack/react-router'
import type { CaseRow } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { InquiryList } from '../shared/inquiry-list.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { OpenCalls } from './open-calls.tsx'
import { TaskList } from './task-list.tsx'
import { byClosing, byDue, takesPart } from './tasks.ts'

const ALL = 200
const CLOSED = 12

/** Everything that waits for an organization in one list by due day; then what waits for others, what can be begun, what is done. */
export function MyPage() {
  const { t } = useText()
  const mine = useAsk('GET /api/cases', { query: { box: 'mine', limit: ALL } })
  const others = useAsk('GET /api/cases', { query: { box: 'others', limit: ALL } }).data?.cases ?? []
  const closed = useAsk('GET /api/cases', { query: { box: 'closed', limit: ALL } }).data?.cases ?? []
  const open = byDue(mine.data?.cases ?? [])
  const waiting = byDue(others.filter(takesPart))
  const done = byClosing(closed.filter(takesPart)).slice(0, CLOSED)
  const isEmpty = open.length + waiting.length + done.length === 0
  return (
    <>
      <PageHead title={t('my.title')} lead={mine.data === undefined ? undefined : <Lead open={open} />} />
      <Loaded asked={mine} lines={4}>
        {() => (
          <>
            {isEmpty ? <Empty title={t('my.empty')}>{t('my.emptyHint')}</Empty> : null}
            <TaskList id="open" title={t('my.open')} rows={open} />
            <TaskList id="waiting" title={t('my.waiting')} rows={waiting} />
            <Beginnings />
            <TaskList id="done" title={t('my.done')} rows={done} />
            <section aria-labelledby="inquiries">
              <h2 id="inquiries">{t('inquiry.title')}</h2>
              <InquiryList />
            </section>
          </>
        )}
      </Loaded>
    </>
  )
}

function Lead({ open }: { readonly open: readonly CaseRow[] }) {
  const { t, language } = useText()
  const late = open.filter((one) => one.isOverdue).length
  const next = open.find((one) => !one.isOverdue && one.due !== null)?.due ?? null
  if (open.length === 0) return <>{t('my.nothing')}</>
  if (late > 0) return <>{t('my.leadLate', { count: open.length, late })}</>
  if (next === null) return <>{t('my.lead', { count: open.length })}</>
  return <>{t('my.leadDue', { count: open.length, day: dayText(next, language) })}</>
}

/** What the organization may begin of itself: an evaluation under an open call, a registration. */
function Beginnings() {
  const { t } = useText()
  const own = useAsk('GET /api/organizations', { query: { limit: 1 } }).data?.organizations[0]?.code
  return (
    <section aria-labelledby="beginnings">
      <h2 id="beginnings">{t('my.begin')}</h2>
      <OpenCalls />
      <p>
        <Link to="/registrations/new" search={{ org: own }} className="button">
          {t('my.register')}
        </Link>
      </p>
    </section>
  )
}
