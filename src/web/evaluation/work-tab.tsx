import { Link } from '@tanstack/react-router'
import { caseStateName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Call } from './call.ts'
import { CallState } from './call-state.tsx'
import { EvaluationList } from './evaluation-list.tsx'

/** Calls with how far their evaluations are, and below them the evaluations by code. */
export function WorkTab() {
  const { t } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  const asked = useAsk('GET /api/evaluation-calls', {}, { keep: true })
  return (
    <Loaded asked={asked}>
      {({ calls }) =>
        calls.length === 0 ? (
          <Empty
            title={t('call.none')}
            act={
              mayWrite ? (
                <Link to="/evaluations/calls/new" className="button go">
                  {t('call.write')}
                </Link>
              ) : undefined
            }
          >
            {t('call.noneHint')}
          </Empty>
        ) : (
          <>
            <section aria-labelledby="calls">
              <h2 id="calls">{t('call.list')}</h2>
              <CallTable calls={calls} />
            </section>
            <section aria-labelledby="evaluations">
              <h2 id="evaluations">{t('evaluation.list')}</h2>
              <EvaluationList calls={calls} />
            </section>
          </>
        )
      }
    </Loaded>
  )
}

function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  const { t, language } = useText()
  return (
    <ListTable<Call>
      caption={t('call.list')}
      rows={calls}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'title',
          head: t('call.title'),
          names: true,
          cell: ({ id, title }) => (
            <Link to="/evaluations/calls/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { key: 'state', head: t('call.state'), isShort: true, cell: ({ state }) => <CallState state={state} /> },
        { key: 'applyBy', head: t('call.applyBy'), isShort: true, cell: ({ applyBy }) => dayText(applyBy, language) },
        { key: 'vetoOn', head: t('call.vetoOn'), isShort: true, cell: ({ vetoOn }) => dayText(vetoOn, language) },
        { key: 'states', head: t('call.standing'), cell: (call) => <States call={call} /> },
        { key: 'office', head: t('call.office'), cell: ({ officeName }) => officeName },
      ]}
    />
  )
}

/** How many evaluations of a call stand in each state; each opens its list. */
function States({ call }: { readonly call: Call }) {
  const { of } = useText()
  if (call.states.length === 0) return '—'
  return (
    <ul className="plain-list">
      {call.states.map(({ state, count }) => (
        <li key={state}>
          <Link to="/evaluations" search={{ call: call.id, state }}>
            {of(caseStateName('evaluation', state))} {numberText(count)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
