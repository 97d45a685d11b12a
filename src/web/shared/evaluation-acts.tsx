import { Link } from '@tanstack/react-router'
import type { Reply } from './ask.ts'
import { dayText } from './day-text.ts'
import { useText } from './text.ts'

const ACTS = ['respond', 'cure', 'appeal', 'requestReview', 'accept', 'withdraw'] as const
type Act = (typeof ACTS)[number]

/** What an organization may do in an evaluation, whichever of the two ways to an outcome it is on. */
export function ownActs(allowed: readonly string[]): Act[] {
  const plain = allowed.map((name) => name.replace(/^veto([A-Z])/, (_, letter: string) => letter.toLowerCase()))
  return ACTS.filter((act) => plain.includes(act))
}

type File = Pick<Reply<'GET /api/evaluations/:id'>['case'], 'id' | 'allowed' | 'due' | 'closedOn'>

/** What can be done now, in plain words; the case page has the forms. */
export function EvaluationActs({ file }: { readonly file: File }) {
  const { t, language } = useText()
  const acts = ownActs(file.allowed)
  const day = file.due === null ? '' : dayText(file.due, language)
  const isOnlyWayOut = acts.every((act) => act === 'withdraw')
  if (acts.length === 0) return file.closedOn === null ? <p className="note">{t('own.nothingNow')}</p> : null
  return (
    <section className="card no-print" aria-labelledby="own-acts">
      <h2 id="own-acts">{t('own.acts')}</h2>
      <ul className="plain-list">
        {acts.map((act) => (
          <li key={act}>{t(`own.act.${act}`)}</li>
        ))}
      </ul>
      {day === '' || isOnlyWayOut ? null : <p className="note">{t('own.until', { day })}</p>}
      <p className="row">
        <Link to="/cases/$id" params={{ id: file.id }} className={isOnlyWayOut ? 'button' : 'button go'}>
          {t('own.toCase')}
        </Link>
      </p>
    </section>
  )
}
