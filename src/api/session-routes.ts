import { offerDemoAccounts, signIn, signOut, whoAmI } from '../work/session.ts'
import { clearToken, setToken, tokenOf } from './guard.ts'
import type { Handlers, House } from './handlers.ts'

type Names = 'signIn' | 'signOut' | 'whoAmI' | 'demoAccounts'

export function sessionHandlers(house: House): Pick<Handlers, Names> {
  return {
    /** A new session for each sign-in; the one before it, whoever set its cookie, ends. */
    signIn: async ({ body, request, reply }) => {
      const token = await signIn(house, { ...body, address: request.ip })
      const before = tokenOf(request)
      if (before !== '') await signOut({ ...house, token: before })
      setToken(request, reply, token)
      return whoAmI({ ...house, token })
    },
    signOut: async ({ desk, request, reply }) => {
      await signOut(desk)
      clearToken(request, reply)
      return undefined
    },
    whoAmI: ({ desk }) => whoAmI(desk),
    demoAccounts: async () => (house.demo ? offerDemoAccounts(house) : { accounts: [], password: null }),
  }
}
