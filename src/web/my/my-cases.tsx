import { Link } from '@tanstack/react-router'
import { objectOfCase } from '../../domain/case.ts'
import { DueWord } from '../shared/case-table.tsx'
import { caseStateName, caseTitle, type CaseRow } from '../shared/case-words.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

const KINDS: readonly string[] = ['registration', 'foundParty', 'joinParty']

/** The registration of my organization and what follows from it: where each case stands and what is asked. */
export function MyCases() {
  const { t } = useText()
  const open = useAsk('GET /api/cases', { query: { box: 'open', limit: 200 } }).data?.cases ?? []
  const own = useAsk('GET /api/organizations', { query: { limit: 1 } }).data?.organizations[0]?.code
  const cases = open.filter(({ kind }) => KINDS.includes(kind))
  return (
    <section>
      <h2>{t('my.registrations')}</h2>
      {cases.length === 0 ? null : (
        <ul className="tasks">
          {cases.map((one) => (
            <CaseItem key={one.id} one={one} />
          ))}
        </ul>
      )}
      <p>
        <Link to="/registrations/new" search={{ org: own }} className="button">
          {t('my.register')}
        </Link>
      </p>
    </section>
  )
}

function CaseItem({ one }: { readonly one: CaseRow }) {
  const { t, of } = useText()
  const { id, kind, state, mine, waitsFor } = one
  return (
    <li>
      <span>
        <Link to="/cases/$id" params={{ id }}>
          {of(caseTitle(one))}
        </Link>
        <small>
          {objectOfCase(one.subject).name} · {of(caseStateName(kind, state))}
        </small>
      </span>
      <span>
        <StateWord
          tone={mine ? 'amber' : 'river'}
          word={mine ? t('my.registration.mine') : t('my.registration.waits', { who: waitsFor ?? t('case.nobody') })}
        />
        <small>
          <DueWord row={one} />
        </small>
      </span>
    </li>
  )
}
