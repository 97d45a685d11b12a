import { Link } from '@tanstack/react-router'
import { CaseTable } from '../shared/case-table.tsx'
import { caseName, caseStateName } from '../shared/case-words.ts'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { queueOf } from '../shared/queue-search.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

const SHOWN = 10

/** What waits at my desks: each kind with its count, then what is due first. */
export function Queue() {
  const { t } = useText()
  const queues = useAsk('GET /api/queues', {})
  const cases = useAsk('GET /api/cases', { query: { box: 'mine', limit: SHOWN } })
  return (
    <section aria-labelledby="queue">
      <div className="section-head">
        <h2 id="queue">{t('home.queue')}</h2>
        <Link to="/cases" search={{ box: 'others' }}>
          {t('home.others')}
        </Link>
      </div>
      <Loaded asked={queues} lines={1}>
        {(reply) => <Counts reply={reply} />}
      </Loaded>
      <Loaded asked={cases} lines={4}>
        {({ cases: rows, total }) =>
          rows.length === 0 ? (
            <p className="note">{t('home.nothingDue')}</p>
          ) : (
            <>
              <CaseTable caption={t('home.queue')} cases={rows} queue={queueOf({})} />
              {total > rows.length ? (
                <p>
                  <Link to="/cases" search={{ box: 'mine' }}>
                    {t('home.allMine', { count: total })}
                  </Link>
                </p>
              ) : null}
            </>
          )
        }
      </Loaded>
    </section>
  )
}

type QueuesReply = NonNullable<ReturnType<typeof useAsk<'GET /api/queues'>>['data']>

function Counts({ reply }: { readonly reply: QueuesReply }) {
  const { t, of } = useText()
  if (reply.queues.length === 0) return null
  return (
    <p className="row">
      {reply.overdue > 0 ? (
        <Link to="/cases" search={{ box: 'mine', overdue: 1 }} className="chip amber">
          {t('case.overdue')} <b className="wrong">{numberText(reply.overdue)}</b>
        </Link>
      ) : null}
      {reply.queues.map(({ kind, state, count }) => (
        <Link key={`${kind}.${state}`} to="/cases" search={{ box: 'mine', kind, state }} className="chip">
          {of(caseName(kind))} · {of(caseStateName(kind, state))} <b>{numberText(count)}</b>
        </Link>
      ))}
    </p>
  )
}
