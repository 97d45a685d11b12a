import { Drawer } from 'antd'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { AccountFacts } from './account-menu.tsx'
import { AsOfPicker } from './as-of-picker.tsx'
import { LanguageButton, LargeTextButton } from './bar-buttons.tsx'
import { isExpertOnly, type Account } from './session.ts'
import { SideMenu } from './side-menu.tsx'
import { useText } from './text.ts'

/** Everything of the bar and the side that a phone has no room for. Closes when the page changes. */
export function PhoneMenu({ account, close }: { readonly account: Account; readonly close: () => void }) {
  const { t } = useText()
  const { pathname } = useLocation()
  const opened = useRef(pathname)
  useEffect(() => {
    if (opened.current !== pathname) close()
  }, [pathname, close])
  return (
    <Drawer open onClose={close} title={t('menu.open')} size="min(300px, 90vw)" closable={{ 'aria-label': t('close') }}>
      <nav className="side phone" aria-label={t('menu.name')}>
        <SideMenu account={account} />
      </nav>
      <div className="phone-settings">
        {isExpertOnly(account) ? null : <AsOfPicker today={account.today} />}
        <p>
          <LanguageButton />
          <LargeTextButton />
        </p>
        <AccountFacts account={account} />
      </div>
    </Drawer>
  )
}
