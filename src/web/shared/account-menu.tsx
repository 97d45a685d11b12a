import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from './ask.ts'
import { isAskError } from './ask-error.ts'
import { Disclosure } from './disclosure.tsx'
import { lineName } from './names.ts'
import type { Account } from './session.ts'
import { useText } from './text.ts'
import { forgetDrafts, outbox } from './use-outbox.ts'

/** Who is signed in, why they see what they see, and the way out. */
export function AccountMenu({ account }: { readonly account: Account }) {
  const { of } = useText()
  return (
    <Disclosure label={of(account.title)} className="button bare" side="right">
      <AccountFacts account={account} />
    </Disclosure>
  )
}

export function AccountFacts({ account }: { readonly account: Account }) {
  const { t, of } = useText()
  return (
    <div className="account">
      <p>
        <strong>{of(account.title)}</strong>
        <small>{account.login}</small>
      </p>
      <p>{t('account.why')}</p>
      <ul>
        {account.grants.map(({ role, placeCode, placeName, lines }) => (
          <li key={`${role} ${placeCode ?? ''} ${lines?.join() ?? ''}`}>
            {t('account.grant', {
              role,
              place: placeName ?? placeCode ?? t('scope.whole'),
              lines: lines === null ? t('scope.allLines') : lines.map((line) => of(lineName(line))).join(t('comma')),
            })}
          </li>
        ))}
      </ul>
      {account.mayWrite ? null : <p>{t('account.readOnly')}</p>}
      <p>
        <Link to="/notices/settings">{t('notice.toSettings')}</Link>
      </p>
      <SignOutButton />
    </div>
  )
}

/** The way out. What is unsent is sent first; what cannot be sent is lost only after one has said so. */
function SignOutButton() {
  const { t } = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [unsent, setUnsent] = useState(0)
  const [isStuck, setStuck] = useState(false)
  const leave = async () => {
    setUnsent(0)
    await forgetDrafts()
    const isOut = await ask('DELETE /api/session', {}).then(
      () => true,
      (error: unknown) => isAskError(error) && error.status === 401,
    )
    setStuck(!isOut)
    if (!isOut) return
    await navigate({ to: '/sign-in', search: {} })
    queries.removeQueries({ predicate: ({ queryKey: [route] }) => route !== 'GET /api/demo-accounts' })
  }
  const begin = async () => {
    const isSent = outbox.list().length === 0 || (await outbox.send())
    if (isSent) await leave()
    else setUnsent(outbox.list().length)
  }
  return (
    <>
      {unsent === 0 ? (
        <button type="button" className="button" onClick={() => void begin()}>
          {t('signOut')}
        </button>
      ) : (
        <div className="notice amber" role="alert">
          <p>
            <strong>{t('leave.title', { count: unsent })}</strong>
          </p>
          <p>{t('leave.note')}</p>
          <button type="button" className="button" onClick={() => setUnsent(0)}>
            {t('leave.no')}
          </button>
          <button type="button" className="button" onClick={() => void leave()}>
            {t('leave.yes')}
          </button>
        </div>
      )}
      {isStuck ? (
        <p className="notice brick" role="alert">
          {t('leave.offline')}
        </p>
      ) : null}
    </>
  )
}
