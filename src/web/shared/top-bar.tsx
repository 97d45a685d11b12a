import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { Bell } from './bell.tsx'
import { LanguageButton, LargeTextButton } from './bar-buttons.tsx'
import { Mark } from './mark.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { SearchBox } from './search-box.tsx'
import { isExpertOnly, type Account } from './session.ts'
import { useText } from './text.ts'

const AsOfPicker = lazy(async () => ({ default: (await import('./as-of-picker.tsx')).AsOfPicker }))
const importPhoneMenu = () => import('./phone-menu.tsx')
const PhoneMenu = lazy(async () => ({ default: (await importPhoneMenu()).PhoneMenu }))

/** A phone must find the way out where there is no network, too. */
function fetchPhoneMenu(): void {
  if (matchMedia('(max-width: 860px)').matches) void importPhoneMenu().catch(() => undefined)
}

export function TopBar({ account }: { readonly account: Account }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  useEffect(fetchPhoneMenu, [])
  return (
    <header className="top">
      <Link to="/home" className="mark">
        <Mark /> {t('product')} <small>{t('product.other')}</small>
      </Link>
      {isExpertOnly(account) ? null : <LookingAt today={account.today} />}
      <span className="grow" />
      <Bell />
      <span className="wide">
        <LanguageButton />
        <LargeTextButton />
      </span>
      <span className="wide">
        <AccountMenu account={account} />
      </span>
      <button type="button" className="button narrow" onClick={() => setOpen(true)}>
        {t('menu.open')}
      </button>
      {isOpen ? (
        <Suspense>
          <PhoneMenu account={account} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </header>
  )
}

/** What of the city is looked at, and of which day; who sees nothing of it is not asked. */
function LookingAt({ today }: { readonly today: string }) {
  return (
    <>
      <ScopePicker />
      <span className="wide as-of-place">
        <Suspense>
          <AsOfPicker today={today} />
        </Suspense>
      </span>
      <SearchBox />
    </>
  )
}
