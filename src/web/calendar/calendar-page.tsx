import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey, type Input, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { setsCalendar, useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

type Year = Reply<'GET /api/calendar'>
type Day = Year['overruled'][number]

/** The days on which the published calendar is overruled; every deadline in working days rests on them. */
export function CalendarPage() {
  const { t } = useText()
  const account = useSession().data
  const thisYear = Number((account?.today ?? '2026').slice(0, 4))
  const { year = thisYear } = useSearch({ from: '/in/admin/calendar' })
  const isMine = account !== undefined && setsCalendar(account)
  const asked = useAsk('GET /api/calendar', { query: { year } }, { keep: true, enabled: isMine })
  if (!isMine) return <Empty title={t('calendar.title')}>{t('calendar.noRight')}</Empty>
  return (
    <>
      <PageHead title={t('calendar.title')} lead={<Lead year={asked.data} />} />
      <nav className="tabs" aria-label={t('calendar.years')}>
        {[thisYear - 1, thisYear, thisYear + 1].map((one) => (
          <Link
            key={one}
            to="/admin/calendar"
            search={{ year: one }}
            aria-current={one === year ? 'page' : undefined}
            activeProps={{}}
          >
            {t('calendar.year', { year: one })}
          </Link>
        ))}
      </nav>
      <Loaded asked={asked}>{(reply) => <YearView key={reply.year} year={reply} />}</Loaded>
    </>
  )
}

function Lead({ year }: { readonly year: Year | undefined }) {
  const { t } = useText()
  if (year === undefined) return null
  if (!year.isListed) return <>{t('calendar.leadUnlisted', { year: year.year })}</>
  const count = year.overruled.length
  return (
    <>{count === 0 ? t('calendar.leadNone', { year: year.year }) : t('calendar.lead', { year: year.year, count })}</>
  )
}

function YearView({ year }: { readonly year: Year }) {
  const { t, language } = useText()
  const change = useChange()
  return (
    <>
      {year.uncovered.length === 0 ? null : (
        <p className="notice amber">{t('calendar.uncovered', { years: year.uncovered.join(t('comma')) })}</p>
      )}
      <output className={change.moved === undefined ? 'unseen' : 'notice'}>
        {change.moved === undefined
          ? null
          : change.moved === 0
            ? t('calendar.movedNone')
            : t('calendar.moved', { count: change.moved })}
      </output>
      {change.error === null ? null : <Failure error={change.error} kept={t('calendar.kept')} />}
      <section aria-labelledby="own-days">
        <h2 id="own-days">{t('calendar.own')}</h2>
        {year.overruled.length === 0 ? (
          <p className="note">{t('calendar.none')}</p>
        ) : (
          <OwnDays days={year.overruled} withdraw={change.withdraw} isBusy={change.isBusy} />
        )}
      </section>
      <DayForm year={year.year} change={change} />
      {year.listed.length === 0 ? null : (
        <details>
          <summary>{t('calendar.listed', { count: year.listed.length })}</summary>
          <ListTable
            caption={t('calendar.listed', { count: year.listed.length })}
            rows={year.listed}
            keyOf={({ day }) => day}
            columns={[
              { key: 'day', head: t('calendar.day'), names: true, cell: ({ day }) => dayText(day, language) },
              { key: 'works', head: t('calendar.works'), cell: ({ works }) => t(`calendar.works.${works}`) },
            ]}
          />
        </details>
      )}
    </>
  )
}

type OwnProps = {
  readonly days: readonly Day[]
  readonly withdraw: (day: string) => void
  readonly isBusy: boolean
}

function OwnDays({ days, withdraw, isBusy }: OwnProps) {
  const { t, language } = useText()
  return (
    <ListTable<Day>
      caption={t('calendar.own')}
      rows={days}
      keyOf={({ day }) => day}
      columns={[
        { key: 'day', head: t('calendar.day'), names: true, cell: ({ day }) => dayText(day, language) },
        { key: 'works', head: t('calendar.works'), cell: ({ works }) => t(`calendar.works.${works}`) },
        { key: 'usually', head: t('calendar.listedAs'), cell: ({ usually }) => t(`calendar.works.${usually}`) },
        { key: 'source', head: t('calendar.source'), cell: ({ source }) => source },
        {
          key: 'act',
          head: t('calendar.act'),
          cell: ({ day }) => (
            <button
              type="button"
              className="button"
              disabled={isBusy}
              aria-label={t('calendar.withdrawOf', { day: dayText(day, language) })}
              onClick={() => withdraw(day)}
            >
              {t('calendar.withdraw')}
            </button>
          ),
        },
      ]}
    />
  )
}

type Overruled = Input<'PUT /api/calendar'>['body']
type Change = ReturnType<typeof useChange>

function useChange() {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: ({ set, day, key }: { readonly set?: Overruled; readonly day: string; readonly key: string }) =>
      set === undefined
        ? ask('POST /api/calendar/withdrawals', { body: { day }, key })
        : ask('PUT /api/calendar', { body: set, key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/calendar'] }),
  })
  return {
    set: (set: Overruled, done: () => void) => run.mutate({ set, day: set.day, key: newKey() }, { onSuccess: done }),
    withdraw: (day: string) => run.mutate({ day, key: newKey() }),
    moved: run.data?.moved,
    isBusy: run.isPending,
    error: run.error,
  }
}

function DayForm({ year, change }: { readonly year: number; readonly change: Change }) {
  const { t } = useText()
  const [day, setDay] = useState('')
  const [works, setWorks] = useState(false)
  const [source, setSource] = useState('')
  const clear = () => {
    setDay('')
    setSource('')
  }
  return (
    <section aria-labelledby="set-day">
      <h2 id="set-day">{t('calendar.add')}</h2>
      <form
        className="card fields"
        onSubmit={(event) => {
          event.preventDefault()
          change.set({ day, works, source }, clear)
        }}
      >
        <div className="row">
          <label>
            {t('calendar.day')}
            <input
              type="date"
              required
              min={`${year}-01-01`}
              max={`${year}-12-31`}
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          </label>
          <label>
            {t('calendar.works')}
            <select value={String(works)} onChange={(event) => setWorks(event.target.value === 'true')}>
              <option value="false">{t('calendar.works.false')}</option>
              <option value="true">{t('calendar.works.true')}</option>
            </select>
          </label>
          <label>
            {t('calendar.source')}
            <input
              required
              maxLength={200}
              placeholder={t('calendar.sourceHint')}
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          </label>
        </div>
        <button type="submit" className="button go" disabled={change.isBusy}>
          {t('calendar.save')}
        </button>
      </form>
    </section>
  )
}
