import type { CaseTime, Form } from '../domain/case.ts'
import type { Judgement } from '../domain/outcome.ts'
import type { CaseFile, CaseParties, CaseSubject } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import type { Clock, Desk } from './desk.ts'

/** An action that has been appended: the case as it is after it, and the form that was sent. */
export type Act = {
  readonly tx: Tx
  readonly desk: Desk
  readonly clock: Clock
  readonly time: CaseTime
  readonly file: CaseFile
  readonly form: Form
  /** What the rules found for this action, where its effect asks them. */
  readonly judgement?: Judgement | undefined
}

/** What an effect changes before its action is appended: the parties, what the case is about, what the form keeps. */
export type CaseChange = { readonly parties?: CaseParties; readonly subject?: CaseSubject; readonly form?: Form }

/** What an action does beside the case, in the same transaction: an approved request changes the record. */
export type CaseEffect = {
  /** Refuses what the form may not say, and changes parties or subject. Runs before the action is on record. */
  readonly before?: (act: Act) => Promise<CaseChange | void>
  readonly after?: (act: Act) => Promise<void>
  /** Asks the rules, once for an action: `before` and `after` have what they found, and so has a look at its letter. */
  readonly judge?: (act: Act) => Promise<Judgement>
}

export type CaseEffects = Readonly<Record<string, CaseEffect>>
