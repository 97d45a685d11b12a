import '../shared/liaison.css'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays } from '../../domain/day.ts'
import { ask } from '../shared/ask.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { VisitFieldSet, type VisitFields } from '../shared/visit-fields.tsx'

/** A contact logged in a minute on a phone: whom, how, what was found, what is to be done. */
export function VisitPage() {
  const { t } = useText()
  const { org } = useSearch({ from: '/in/liaison/visit' })
  const account = useSession().data
  if (account !== undefined && !account.mayWrite) {
    return (
      <>
        <PageHead title={t('visit.title')} />
        <Empty title={t('visit.readOnly')}>{t('fail.whoGrants')}</Empty>
      </>
    )
  }
  return org === undefined ? <Choosing /> : <Logging key={org} code={org} />
}

function Choosing() {
  const { t } = useText()
  const turn = useTurn()
  const [text, setText] = useState('')
  const word = text.trim()
  const query = { box: 'all' as const, q: word, limit: 8 }
  const { data } = useAsk('GET /api/liaison/organizations', { query }, { enabled: word.length > 1, keep: true })
  return (
    <>
      <PageHead title={t('visit.title')} lead={t('visit.choose')} />
      <form
        className="fields form-narrow"
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = data?.organizations ?? []
          if (first !== undefined) turn({ org: first.code })
        }}
      >
        <label>
          <span>{t('search.hint')}</span>
          <input type="search" value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" />
        </label>
      </form>
      {word.length < 2 || data === undefined ? null : (
        <ul className="menu">
          {data.organizations.map(({ code, name, officerName }) => (
            <li key={code}>
              <Link className="item" to="/liaison/visit" search={{ org: code }}>
                {name} <small>{officerName ?? t('panel.noOfficer')}</small>
              </Link>
            </li>
          ))}
          {data.organizations.length === 0 ? <li>{t('register.noneFound')}</li> : null}
        </ul>
      )}
    </>
  )
}

function Logging({ code }: { readonly code: string }) {
  const { t } = useText()
  const asked = useAsk('GET /api/liaison/organizations', { query: { box: 'all', q: code, limit: 5 } })
  const found = asked.data?.organizations.find((one) => one.code === code)
  const today = useSession().data?.today
  return (
    <>
      <PageHead title={t('visit.title')} lead={found === undefined ? code : t('visit.lead', { name: found.name })} />
      <Loaded asked={asked}>
        {() =>
          found === undefined || today === undefined ? (
            <Empty title={t('organization.missingTitle', { code })}>{t('organization.missingHint')}</Empty>
          ) : (
            <LogForm code={code} today={today} officer={found.officerName} />
          )
        }
      </Loaded>
    </>
  )
}

type FollowUp = { readonly what: string; readonly due: string }
type Sent = VisitFields & { readonly code: string; readonly followUp?: FollowUp }

const DEFAULT_DAYS = 14

function LogForm({
  code,
  today,
  officer,
}: {
  readonly code: string
  readonly today: string
  readonly officer: string | null
}) {
  const { t } = useText()
  const fresh: VisitFields = { day: today, kind: 'visit', findings: [], note: '' }
  const [fields, setFields] = useState(fresh)
  const [follow, setFollow] = useState<FollowUp | undefined>(undefined)
  const [logged, setLogged] = useState<{ readonly followUp: string | null } | undefined>(undefined)
  const log = useWrite(
    ({ findings, ...sent }: Sent, key) =>
      ask('POST /api/liaison/visits', { body: { ...sent, findings: [...findings] }, key }),
    setLogged,
  )
  if (logged !== undefined) {
    return (
      <Logged
        code={code}
        hasFollowUp={logged.followUp !== null}
        again={() => {
          setLogged(undefined)
          setFields(fresh)
          setFollow(undefined)
        }}
      />
    )
  }
  return (
    <form
      className="fields form-narrow"
      onSubmit={(event) => {
        event.preventDefault()
        log.write({ ...fields, code, ...(follow === undefined ? {} : { followUp: follow }) })
      }}
    >
      <p className="note">
        {t('liaison.officer')}
        {t('colon')}
        {officer ?? t('panel.noOfficer')}
      </p>
      <VisitFieldSet fields={fields} today={today} change={setFields} />
      <label className="choice">
        <input
          type="checkbox"
          checked={follow !== undefined}
          onChange={(event) =>
            setFollow(event.target.checked ? { what: '', due: addDays(today, DEFAULT_DAYS) } : undefined)
          }
        />
        {t('visit.follow')}
      </label>
      {follow === undefined ? null : (
        <>
          <label>
            <span>{t('visit.what')}</span>
            <input
              type="text"
              required
              maxLength={200}
              value={follow.what}
              onChange={(event) => setFollow({ ...follow, what: event.target.value })}
            />
          </label>
          <label>
            <span>{t('visit.due')}</span>
            <input
              type="date"
              required
              min={today}
              value={follow.due}
              onChange={(event) => setFollow({ ...follow, due: event.target.value })}
            />
          </label>
        </>
      )}
      {log.error === null ? null : <Failure error={log.error} />}
      <button type="submit" className="button go full" disabled={log.isUnderWay}>
        {t('visit.log')}
      </button>
    </form>
  )
}

type LoggedProps = { readonly code: string; readonly hasFollowUp: boolean; readonly again: () => void }

function Logged({ code, hasFollowUp, again }: LoggedProps) {
  const { t } = useText()
  return (
    <output className="notice">
      <p>
        <strong>{t(hasFollowUp ? 'visit.loggedFollow' : 'visit.logged')}</strong>
      </p>
      <p className="row">
        <Link className="button go" to="/liaison" search={{ tab: 'due' }}>
          {t('liaison.due')}
        </Link>
        <button type="button" className="button" onClick={again}>
          {t('visit.another')}
        </button>
        <Link className="button" to="/orgs/$code" params={{ code }}>
          {t('visit.toOrganization')}
        </Link>
      </p>
    </output>
  )
}
