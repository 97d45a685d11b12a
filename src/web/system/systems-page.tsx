import { useState } from 'react'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { setsCalendar, useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { RegisterForm } from './register-form.tsx'
import type { Issued, Systems } from './system.ts'
import { SystemTable } from './system-table.tsx'
import { IssuedToken } from './issued-token.tsx'

/** Other systems that may ask: registered, given a new token, revoked. */
export function SystemsPage() {
  const { t } = useText()
  const account = useSession().data
  const isMine = account !== undefined && setsCalendar(account)
  const asked = useAsk('GET /api/systems', {}, { keep: true, enabled: isMine })
  const [issued, setIssued] = useState<Issued | null>(null)
  if (!isMine) return <Empty title={t('system.title')}>{t('system.noRight')}</Empty>
  return (
    <>
      <PageHead title={t('system.title')} lead={asked.data === undefined ? undefined : <Lead {...asked.data} />} />
      {issued === null ? null : <IssuedToken issued={issued} done={() => setIssued(null)} />}
      <Loaded asked={asked}>
        {({ systems, perMinute }) => (
          <>
            {systems.length === 0 ? null : (
              <section aria-labelledby="systems">
                <h2 id="systems">{t('system.list')}</h2>
                <SystemTable systems={systems} perMinute={perMinute} show={setIssued} />
              </section>
            )}
            <RegisterForm perMinute={perMinute} today={account.today} show={setIssued} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Lead({ systems }: Systems) {
  const { t } = useText()
  const good = systems.filter(({ state }) => state === 'active' || state === 'expiring')
  const late = systems.filter(({ state }) => state === 'expiring' || state === 'expired')
  return (
    <>
      {good.length === 0 ? t('system.leadNone') : t('system.lead', { count: good.length })}{' '}
      {late.length === 0 ? null : t('system.leadExpiring', { count: late.length })}
    </>
  )
}
