import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { numberText } from './number.ts'
import { isExpertOnly, isOrganizationOnly, setsCalendar, type Account } from './session.ts'
import { useText } from './text.ts'

/** The pages that exist, grouped as the paper is: three lines, three steps, support. */
export function SideMenu({ account }: { readonly account: Account }) {
  const { t } = useText()
  if (isExpertOnly(account)) {
    return (
      <ul>
        <PanelsItem account={account} />
      </ul>
    )
  }
  return (
    <>
      <ul>
        <PanelsItem account={account} />
        {isOrganizationOnly(account) ? (
          <li>
            <Link to="/my">{t('menu.my')}</Link>
          </li>
        ) : null}
        <li>
          <Link to="/home">{t('menu.work')}</Link>
        </li>
        <li>
          <Link to="/cases">
            {t('menu.cases')} <b>{numberText(account.menu.cases)}</b>
          </Link>
        </li>
        <li>
          <Link to="/papers">{t('paper.title')}</Link>
        </li>
      </ul>
      <Group name={t('menu.lines')}>
        <li>
          <Link to="/orgs">
            {t('menu.register')} <b>{numberText(account.menu.organizations)}</b>
          </Link>
        </li>
        <li>
          <Link to="/lines">
            {t('menu.linesPage')} <b>{numberText(account.menu.gaps)}</b>
          </Link>
          <Link to="/liaison">{t('menu.liaison')}</Link>
        </li>
      </Group>
      <Group name={t('menu.steps')}>
        {isOrganizationOnly(account) ? null : (
          <li>
            <Link to="/census">{t('menu.census')}</Link>
          </li>
        )}
        <li>
          <Link to="/analysis">{t('menu.analysis')}</Link>
        </li>
        {account.mayWrite ? (
          <li>
            <Link to="/plans">{t('menu.plans')}</Link>
          </li>
        ) : null}
      </Group>
      {isOrganizationOnly(account) ? null : (
        <Group name={t('menu.passes')}>
          <li>
            <Link to="/registrations">{t('menu.registrations')}</Link>
            <Link to="/reports">{t('menu.reports')}</Link>
            <Link to="/evaluations">{t('menu.evaluations')}</Link>
            <Link to="/passes">{t('menu.supervision')}</Link>
          </li>
        </Group>
      )}
      {account.mayWrite ? (
        <Group name={t('menu.support')}>
          <li>
            <Link to="/import">{t('menu.import')}</Link>
          </li>
          {setsCalendar(account) ? (
            <li>
              <Link to="/admin/calendar">{t('calendar.menu')}</Link>
              <Link to="/admin/systems">{t('system.menu')}</Link>
            </li>
          ) : null}
        </Group>
      ) : null}
    </>
  )
}

/** For experts alone: the evaluations that wait for their points or their ballot. */
function PanelsItem({ account }: { readonly account: Account }) {
  const { t } = useText()
  const { panels } = account.menu
  if (panels === null) return null
  return (
    <li>
      <Link to="/panels">
        {t('menu.panels')} <b>{numberText(panels)}</b>
      </Link>
    </li>
  )
}

function Group({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <p className="group">{name}</p>
      <ul aria-label={name}>{children}</ul>
    </>
  )
}
