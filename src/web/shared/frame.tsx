import { Navigate, Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { isAskError } from './ask-error.ts'
import { Failure, Wait } from './failure.tsx'
import { OutboxBanner } from './outbox-banner.tsx'
import { isExpertOnly, isOrganizationOnly, useSession, type Account } from './session.ts'
import { SideMenu } from './side-menu.tsx'
import { useText } from './text.ts'
import { TopBar } from './top-bar.tsx'
import { forgetDrafts, useOutboxOf } from './use-outbox.ts'

/** Bar, side menu and the page: only for who is signed in; anybody else is led to sign in and back here. */
export function Frame() {
  const { t } = useText()
  const { data: account, error, refetch } = useSession()
  useOutboxOf(account?.login)
  const { pathname } = useLocation()
  if (isAskError(error) && error.status === 401) return <ToSignIn />
  if (account === undefined) {
    return (
      <main className="alone">
        {error === null ? <Wait /> : <Failure error={error} retry={() => void refetch()} />}
      </main>
    )
  }
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <TopBar account={account} />
      <nav className="side" aria-label={t('menu.name')}>
        <SideMenu account={account} />
      </nav>
      <main id="main" tabIndex={-1}>
        <OutboxBanner login={account.login} />
        {account.synthetic ? <p className="demo">{t('synthetic')}</p> : null}
        <Suspense fallback={<Wait />}>{pathname === '/home' ? <Home account={account} /> : <Outlet />}</Suspense>
      </main>
    </div>
  )
}

/** The first page of each: an organization's tasks, an expert's panels, the work of an office. */
function Home({ account }: { readonly account: Account }) {
  if (isOrganizationOnly(account)) return <Navigate to="/my" replace />
  return isExpertOnly(account) ? <Navigate to="/panels" replace /> : <Outlet />
}

/** Leads away once, with the place to return to as it is now. */
function ToSignIn() {
  const router = useRouter()
  useEffect(() => {
    void forgetDrafts()
    const { pathname, href } = router.state.location
    if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: href }, replace: true })
  }, [router])
  return null
}
