import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { EntryForm } from './entry.ts'
import { EntrySheet } from './entry-form.tsx'

/** A new organization, typed from its papers. */
export function NewOrganizationPage() {
  const { t } = useText()
  const session = useSession().data
  const today = session?.today ?? ''
  const [day, setDay] = useState(today)
  if (session === undefined) return null
  return (
    <>
      <PageHead title={t('entry.newTitle')} lead={t('entry.newLead')} />
      {session.mayWrite ? (
        <EntrySheet form={null} asOf={day} today={today} setDay={setDay} />
      ) : (
        <Empty title={t('entry.noRight')}>{t('fail.whoGrants')}</Empty>
      )}
    </>
  )
}

/** What is on record of an organization, to be changed as of a day. */
export function EditOrganizationPage() {
  const { t } = useText()
  const { code } = useParams({ from: '/in/orgs/$code/edit' })
  const session = useSession().data
  const today = session?.today ?? ''
  const [day, setDay] = useState(today)
  const asked = useAsk(
    'GET /api/organizations/:id/entry',
    { params: { id: code }, query: { asOf: day } },
    { keep: true },
  )
  if (session === undefined) return null
  const name = asked.data?.cells['name'] ?? code
  return (
    <>
      <PageHead title={t('entry.editTitle', { name })} lead={t('entry.editLead')} />
      {session.mayWrite ? (
        <Loaded asked={asked}>
          {(form) =>
            form.isOnRecord ? (
              <EntrySheet form={form} asOf={day} today={today} setDay={setDay} />
            ) : (
              <NotThatDay form={form} setDay={setDay} />
            )
          }
        </Loaded>
      ) : (
        <Empty title={t('entry.noRight')}>{t('fail.whoGrants')}</Empty>
      )}
    </>
  )
}

function NotThatDay({ form, setDay }: { readonly form: EntryForm; readonly setDay: (day: string) => void }) {
  const { t, language } = useText()
  const { from, to, code } = form
  return (
    <Empty
      title={t('entry.notThatDay')}
      act={
        <span className="row">
          {from === null ? null : (
            <button type="button" className="button go" onClick={() => setDay(from)}>
              {t('entry.toDay', { day: dayText(from, language) })}
            </button>
          )}
          <Link to="/orgs/$code" params={{ code }} className="button">
            {t('entry.toRecord')}
          </Link>
        </span>
      }
    >
      {t('entry.life', {
        from: from === null ? '—' : dayText(from, language),
        to: to === null ? t('entry.today') : dayText(to, language),
      })}
    </Empty>
  )
}
