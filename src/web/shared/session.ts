import { useQuery } from '@tanstack/react-query'
import { ask, type Reply } from './ask.ts'

export type Account = Reply<'GET /api/session'>

export const SESSION_KEY = ['session'] as const

/** An account that is an organization's own: its tasks are its first page. */
export function isOrganizationOnly({ roles }: Pick<Account, 'roles'>): boolean {
  return roles.length > 0 && roles.every((role) => role === 'organization')
}

/** An account that only scores: it sees nothing but its panels. */
export function isExpertOnly({ roles, menu }: Pick<Account, 'roles' | 'menu'>): boolean {
  return roles.length === 0 && menu.panels !== null
}

/** Who is signed in. The frame has it before any page is shown; elsewhere it is undefined only on the sign-in page. */
export function useSession() {
  return useQuery<Account>({ queryKey: SESSION_KEY, queryFn: ({ signal }) => ask('GET /api/session', { signal }) })
}

/** Whether the account answers for the whole city: it sets the working calendar. */
export function setsCalendar({ grants, mayWrite }: Pick<Account, 'grants' | 'mayWrite'>): boolean {
  return (
    mayWrite && grants.some(({ role, placeCode, lines }) => role !== 'reader' && placeCode === null && lines === null)
  )
}
