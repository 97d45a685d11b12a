import { sql } from 'kysely'
import type { Day } from '../domain/day.ts'
import type { Grade, Kind } from '../domain/organization.ts'
import type { Standing } from '../domain/standing.ts'
import { whileThere, type Db, type Tx } from './connection.ts'

/** What the register knows for the three passes of one organization on a day; null is not known. */
export type GateRegister = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly registeredOn: Day | null
  readonly grade: Grade | null
  readonly gradeValidTo: Day | null
  readonly standing: Standing | null
  readonly fullMembers: number | null
  readonly bodyAssigned: boolean | null
  readonly hasPartyOrganization: boolean | null
  readonly workCovered: boolean | null
  readonly officerValid: boolean | null
  readonly termEndsOn: Day | null
}

/** One look: who asks, when, the place above all, and the organization; null outside the scope or the days. */
export type GateSight = {
  readonly actor: number | null
  readonly now: string
  readonly today: Day
  readonly root: string | null
  readonly register: GateRegister | null
}

type Question = {
  readonly token: string
  readonly permit: string
  readonly code: string | null
  readonly asOf: Day | null
  /** The pack whose stored standing is wanted. */
  readonly pack: string
}

type Row = Omit<GateSight, 'register'> & { readonly [K in keyof GateRegister]: GateRegister[K] | null }

/** Asks once, along the indexes of the organization; alone it is a transaction of its own (018-systems.sql). */
export async function askGate(db: Db | Tx, { token, permit, code, asOf, pack }: Question): Promise<GateSight> {
  const { rows } = await whileThere(
    sql<Row>`select * from trefoil.ask_gate(${token}, ${permit}, ${code}, ${asOf}::date, ${pack})`.execute(db),
  )
  const [row] = rows
  if (row === undefined) throw new Error('The question of a pass had no answer at all.')
  const { actor, now, today, root, ...register } = row
  return { actor, now, today, root, register: isKnown(register) ? register : null }
}

/** The code, the name and the kind are there together or not at all. */
function isKnown(register: Omit<Row, keyof Omit<GateSight, 'register'>>): register is GateRegister {
  return register.code !== null
}
