import { hash, verify } from '@node-rs/argon2'
import { LINES, type Line } from '../domain/organization.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { DEMO_PASSWORD } from '../domain/demo/accounts.ts'
import { countCases } from '../store/case-list.ts'
import { countOpenPanels } from '../store/evaluation-expert.ts'
import { asActor } from '../store/connection.ts'
import { isSynthetic } from '../store/history.ts'
import { countGaps } from '../store/gap.ts'
import { countRegister } from '../store/register.ts'
import {
  closeSession,
  findLogin,
  findMe,
  getSignInWait,
  listDemoAccounts,
  listMyGrants,
  newToken,
  openSession,
  recordSignIn,
} from '../store/session.ts'
import type { Tx } from '../store/connection.ts'
import { viewOf } from './analysis.ts'
import { PASSWORD_COST } from './demo.ts'
import { demandParticipant, demandWriter, reading, type Clock, type Desk } from './desk.ts'

export type Credentials = { readonly login: string; readonly password: string; readonly address: string }

/** Verified where the login is unknown, so that the time of the answer tells nothing. */
let dummy: Promise<string> | undefined

/**
 * Opens a session and gives its token. After five wrong tries an account, and an address, has to wait; which of account
 * and password was wrong is never told.
 */
export async function signIn(
  desk: Pick<Desk, 'db' | 'packs'>,
  { login, password, address }: Credentials,
): Promise<string> {
  const subjects = [`account ${login}`, `address ${address}`]
  const waits = await Promise.all(subjects.map((subject) => getSignInWait(desk.db, subject)))
  const seconds = Math.max(...waits)
  if (seconds > 0) throw new Refusal('TOO_MANY_TRIES', { seconds })
  const found = await findLogin(desk.db, login)
  dummy ??= hash(newToken(), PASSWORD_COST)
  const isRight = await verify(found?.passwordHash ?? (await dummy), password)
  const isIn = isRight && found?.passwordHash != null
  for (const subject of subjects) await recordSignIn(desk.db, subject, isIn)
  if (!isIn) throw new Refusal('SIGN_IN_FAILED')
  const token = newToken()
  await openSession(desk.db, found.id, token)
  return token
}

/** Ends the session of the desk at once; ending one that has ended is no error. */
export async function signOut(desk: Desk): Promise<void> {
  await asActor(desk.db, desk.token, closeSession)
}

/** Refuses where nobody is signed in or, for a writer's act, where no role of today writes. */
export async function admit(desk: Desk, caller: 'reader' | 'participant' | 'writer', act: string): Promise<void> {
  await asActor(
    desk.db,
    desk.token,
    async (tx) => {
      if (caller === 'writer') await demandWriter(tx, act)
      else if (caller === 'participant') await demandParticipant(tx, act)
      else if ((await findMe(tx)) === undefined) throw new Refusal('NOT_SIGNED_IN')
    },
    desk.permit,
  )
}

export type Account = {
  readonly login: string
  readonly title: Text
  readonly demo: boolean
  readonly roles: string[]
  readonly mayWrite: boolean
  readonly today: string
  readonly synthetic: boolean
  readonly grants: { role: string; placeCode: string | null; placeName: string | null; lines: Line[] | null }[]
  readonly menu: {
    readonly organizations: number
    readonly gaps: number
    readonly cases: number
    readonly panels: number | null
  }
}

/** Who is signed in, with each grant, and the length of the lists that the menu opens. */
export function whoAmI(desk: Desk): Promise<Account> {
  return reading(desk, async (tx, clock) => {
    const me = await findMe(tx)
    if (me === undefined) throw new Refusal('NOT_SIGNED_IN')
    const grants = await listMyGrants(tx)
    return {
      login: me.login,
      title: { zh: me.titleZh, en: me.titleEn },
      demo: me.demo,
      roles: [...me.roles],
      mayWrite: me.mayWrite,
      today: clock.today,
      synthetic: await isSynthetic(tx),
      grants: grants.map(({ lineNos, ...grant }) => ({ ...grant, lines: lineNos === null ? null : linesOf(lineNos) })),
      menu: {
        organizations: await countMine(tx, desk, clock),
        gaps: await countGaps(tx),
        cases: await countCases(tx, { box: 'mine' }),
        panels: await countOpenPanels(tx),
      },
    }
  })
}

/** Line 1 is civil affairs, 2 the community, 3 and up industries (001-identity.sql). */
export function linesOf(numbers: readonly number[]): Line[] {
  const words = numbers.map((number): Line => (number === 1 ? 'civil' : number === 2 ? 'community' : 'industry'))
  return LINES.filter((line) => words.includes(line))
}

/** As many as the register lists today; none where today cannot be answered for. */
async function countMine(tx: Tx, desk: Desk, clock: Clock): Promise<number> {
  try {
    const { view } = await viewOf(tx, desk, {}, clock)
    return await countRegister(tx, view, { text: null, code: null, where: [] })
  } catch (error) {
    if (error instanceof Refusal) return 0
    throw error
  }
}

export type DemoOffer = { readonly accounts: { login: string; title: Text }[]; readonly password: string | null }

/** The accounts of the demo city and their password, which is public; none in an instance without it. */
export async function offerDemoAccounts(desk: Pick<Desk, 'db'>): Promise<DemoOffer> {
  const accounts = await listDemoAccounts(desk.db)
  return {
    accounts: accounts.map(({ login, titleZh, titleEn }) => ({ login, title: { zh: titleZh, en: titleEn } })),
    password: accounts.length === 0 ? null : DEMO_PASSWORD,
  }
}
