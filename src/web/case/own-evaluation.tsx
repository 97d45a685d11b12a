import { Link } from '@tanstack/react-router'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Case } from './case.ts'

/** For the organization itself: the way to its self-assessment, or to what it filed and what was found. */
export function OwnEvaluation({ one }: { readonly one: Case }) {
  const { t } = useText()
  const view = useAsk('GET /api/evaluations/:id', { params: { id: one.id } }, { keep: true }).data
  if (view?.isOwn !== true) return null
  const isTyped = one.state === 'assessing' || one.state === 'returned'
  return (
    <p className="row">
      <Link to="/my/evaluations/$id" params={{ id: one.id }} search={{}} className={isTyped ? 'button go' : 'button'}>
        {t(isTyped ? 'own.fill' : 'own.read')}
      </Link>
    </p>
  )
}
