import { Link, useSearch } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { kindName } from '../shared/names.ts'
import { Pager } from '../shared/pager.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'

type Row = Reply<'GET /api/grades/ending'>['grades'][number]

const SPANS = [30, 90, 180, 365] as const
const USUAL = 180
const SHOWN = 50

/** Grades whose last day comes: whom a call would be for. The end is the clock's; nobody is punished by it. */
export function GradesTab() {
  const { t, language } = useText()
  const turn = useTurn()
  const { within: wanted = USUAL, after, page = 1 } = useSearch({ from: '/in/evaluations' })
  const within = SPANS.find((one) => one === wanted) ?? USUAL
  const asked = useAsk('GET /api/grades/ending', { query: { within, after, limit: SHOWN } }, { keep: true })
  return (
    <>
      <div className="filters">
        <label>
          {t('grade.within')}{' '}
          <select value={within} onChange={(event) => turn({ within: Number(event.target.value) })}>
            {SPANS.map((days) => (
              <option key={days} value={days}>
                {t('grade.days', { count: days })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Loaded asked={asked}>
        {({ grades, total, until, next }) =>
          grades.length === 0 ? (
            <Empty title={t('grade.none')}>{t('grade.noneHint', { day: dayText(until, language) })}</Empty>
          ) : (
            <>
              <p className="note">{t('grade.lead', { count: total, day: dayText(until, language) })}</p>
              <Rows rows={grades} />
              <Pager page={page} next={next} pages={Math.ceil(total / SHOWN)} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t, of, language } = useText()
  return (
    <ListTable<Row>
      caption={t('evaluation.tab.grades')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'name',
          head: t('case.organization'),
          names: true,
          cell: ({ code, name, kind }) => (
            <>
              <Link to="/orgs/$code" params={{ code }}>
                {name}
              </Link>
              <small>
                <span className="code">{code}</span> {of(kindName(kind))}
              </small>
            </>
          ),
        },
        { key: 'grade', head: t('evaluation.grade'), isShort: true, cell: ({ grade }) => grade },
        {
          key: 'to',
          head: t('grade.validTo'),
          isShort: true,
          cell: ({ gradeValidTo }) => dayText(gradeValidTo, language),
        },
        {
          key: 'case',
          head: t('grade.underWay'),
          cell: ({ caseId }) =>
            caseId === null ? (
              '—'
            ) : (
              <Link to="/cases/$id" params={{ id: caseId }}>
                {t('grade.open')}
              </Link>
            ),
        },
      ]}
    />
  )
}
