import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey, type Reply } from '../shared/ask.ts'
import { LanguageButton, LargeTextButton } from '../shared/bar-buttons.tsx'
import { Failure } from '../shared/failure.tsx'
import { Mark } from '../shared/mark.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { SESSION_KEY } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { returnOf } from './return-place.ts'

type Credentials = { readonly login: string; readonly password: string }
type DemoAccount = Reply<'GET /api/demo-accounts'>['accounts'][number]

/** In by an account, or in the demo city by one press; afterwards to where one wanted to go. */
export function SignInPage() {
  const { t } = useText()
  const demo = useAsk('GET /api/demo-accounts', {})
  const entry = useEntry()
  const accounts = demo.data?.accounts ?? []
  const password = demo.data?.password ?? null
  return (
    <main className="alone sign-in">
      <p className="sign-in-bar">
        <span className="mark">
          <Mark /> {t('product')} <small>{t('product.other')}</small>
        </span>
        <LanguageButton />
        <LargeTextButton />
      </p>
      <PageHead title={t('signIn.title')} lead={t('signIn.lead')} />
      {entry.error === null ? null : <Failure error={entry.error} kept={t('signIn.kept')} />}
      {accounts.length > 0 && password !== null ? (
        <DemoAccounts
          accounts={accounts}
          isBusy={entry.isPending}
          enter={(login) => entry.mutate({ login, password })}
        />
      ) : null}
      <SignInForm
        isMain={accounts.length === 0}
        isBusy={entry.isPending}
        enter={(credentials) => entry.mutate(credentials)}
      />
    </main>
  )
}

function useEntry() {
  const { to } = useSearch({ from: '/sign-in' })
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (credentials: Credentials) => ask('POST /api/session', { body: credentials, key: newKey() }),
    onSuccess: async (account) => {
      queries.clear()
      queries.setQueryData(SESSION_KEY, account)
      await navigate({ href: returnOf(to), replace: true })
    },
  })
}

type DemoProps = {
  readonly accounts: readonly DemoAccount[]
  readonly isBusy: boolean
  readonly enter: (login: string) => void
}

function DemoAccounts({ accounts, isBusy, enter }: DemoProps) {
  const { t, of } = useText()
  return (
    <section aria-labelledby="demo-accounts" className="card">
      <h2 id="demo-accounts">{t('signIn.demo')}</h2>
      <p className="note">{t('signIn.demoNote')}</p>
      <ul className="demo-accounts">
        {accounts.map(({ login, title }, at) => (
          <li key={login}>
            <button
              type="button"
              className={at === 0 ? 'button go' : 'button'}
              disabled={isBusy}
              onClick={() => enter(login)}
            >
              {of(title)} <small>{login}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

type FormProps = {
  readonly isMain: boolean
  readonly isBusy: boolean
  readonly enter: (credentials: Credentials) => void
}

function SignInForm({ isMain, isBusy, enter }: FormProps) {
  const { t } = useText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        enter({ login: login.trim(), password })
      }}
    >
      <h2>{t('signIn.form')}</h2>
      <label>
        {t('signIn.login')}
        <input
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          autoComplete="username"
          required
          maxLength={60}
        />
      </label>
      <label>
        {t('signIn.password')}
        <input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          required
          maxLength={200}
        />
      </label>
      <button type="submit" className={isMain ? 'button go' : 'button'} disabled={isBusy}>
        {t('signIn.enter')}
      </button>
    </form>
  )
}
