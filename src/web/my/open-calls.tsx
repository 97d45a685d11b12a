import { Link } from '@tanstack/react-router'
import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

/** Calls under which my organization may apply and has not. */
export function OpenCalls() {
  const { t, language } = useText()
  const calls = useAsk('GET /api/my/evaluation-calls', {}).data?.calls ?? []
  const open = calls.filter((call) => call.own.some((one) => one.caseId === null))
  if (open.length === 0) return null
  return (
    <ul className="tasks">
      {open.map((call) => (
        <li key={call.id}>
          <span>
            <Link to="/my/calls/$id" params={{ id: call.id }}>
              {call.title}
            </Link>
            <small>{call.officeName}</small>
          </span>
          <small>{t('ownCall.until', { day: dayText(call.applyBy, language) })}</small>
        </li>
      ))}
    </ul>
  )
}
