import { Link } from '@tanstack/react-router'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { InquiryList } from '../shared/inquiry-list.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import type { ReturnItem } from '../shared/return-view.ts'
import { ReturnStateWord } from '../shared/return-words.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { MyCases } from './my-cases.tsx'

/** The tasks of an organization: what waits for it, what waits for others, what is done. */
export function MyPage() {
  const { t, language } = useText()
  const asked = useAsk('GET /api/my/returns', { query: { limit: 200 } })
  const returns = asked.data?.returns ?? []
  const open = returns.filter((one) => one.mine).toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'))
  const next = open[0]?.due ?? null
  const lead =
    open.length === 0
      ? t('my.nothing')
      : next === null
        ? t('my.lead', { count: open.length })
        : t('my.leadDue', { count: open.length, day: dayText(next, language) })
  return (
    <>
      <PageHead title={t('my.title')} lead={asked.data === undefined ? undefined : lead} />
      <Loaded asked={asked} lines={4}>
        {() => (
          <>
            {returns.length === 0 ? <Empty title={t('my.empty')}>{t('my.emptyHint')}</Empty> : null}
            <TaskGroup title={t('my.open')} returns={open} />
            <TaskGroup title={t('my.waiting')} returns={returns.filter((one) => one.state === 'submitted')} />
            <MyCases />
            <TaskGroup title={t('my.done')} returns={returns.filter((one) => !one.mine && one.state !== 'submitted')} />
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

function TaskGroup({ title, returns }: { readonly title: string; readonly returns: readonly ReturnItem[] }) {
  const { t, language } = useText()
  if (returns.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <ul className="tasks">
        {returns.map((one) => (
          <li key={one.id}>
            <span>
              <Link to="/my/$id" params={{ id: one.id }}>
                {one.campaignTitle}
              </Link>
              <small>
                {one.name}
                {one.due === null ? null : <> · {t('my.due', { day: dayText(one.due, language) })}</>}
              </small>
            </span>
            <TaskState item={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TaskState({ item }: { readonly item: ReturnItem }) {
  const { t } = useText()
  if (item.isOverdue) return <StateWord tone="brick" word={t('task.overdue')} />
  switch (item.state) {
    case 'notStarted':
      return <StateWord tone="plain" word={t('task.notStarted')} />
    case 'inProgress':
      return <StateWord tone="river" word={t('task.inProgress')} />
    case 'returned':
      return <StateWord tone="brick" word={t('task.returned')} />
    case 'submitted':
      return <StateWord tone="amber" word={t('task.waiting', { who: item.bodyName })} />
    case 'confirmed':
      return <StateWord tone="leaf" word={t('task.done')} />
    case 'missing':
      return <StateWord tone="brick" word={t('task.missing')} />
    case 'merged':
      return <ReturnStateWord state="merged" />
  }
}
