import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from './ask.ts'
import { Disclosure } from './disclosure.tsx'
import { lineName } from './names.ts'
import type { Account } from './session.ts'
import { useText } from './text.ts'

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
      <SignOutButton />
    </div>
  )
}

function SignOutButton() {
  const { t } = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = async () => {
    await ask('DELETE /api/session', {}).catch(() => undefined)
    await navigate({ to: '/sign-in', search: {} })
    queries.clear()
  }
  return (
    <button type="button" className="button" onClick={() => void leave()}>
      {t('signOut')}
    </button>
  )
}
