import { isDay, type Day } from './day.ts'
import type { GatePolicy } from './gate-overlay.ts'
import type { GateParameters, VetoCondition, VetoEffect } from './gate-policy.ts'
import type { Grade, Kind } from './organization.ts'
import type { Confidence } from './policy.ts'
import { partyPartOf, type ScoreSheet } from './score-sheet.ts'

export const CALL_STATES = ['draft', 'published', 'closed'] as const
export type CallState = (typeof CALL_STATES)[number]

/** Kinds that are evaluated: what civil affairs registers. */
export const CALL_KINDS = ['association', 'service', 'foundation'] as const satisfies readonly Kind[]

/** A call for evaluations: the year, until when one applies, the fixed day of the veto, for which kinds, by which sheet. */
export type CallPlan = {
  readonly title: string
  readonly year: number
  readonly sheet: string
  /** The last day on which a self-assessment comes in. */
  readonly applyBy: Day
  /** The one day whose facts the veto looks at. */
  readonly vetoOn: Day
  /** Empty: all kinds that are evaluated. */
  readonly kinds: readonly Kind[]
}

/** Days of a plan that contradict each other, by the field; undefined where they can stand. */
export function callFault({ year, applyBy, vetoOn }: CallPlan, today: Day): keyof CallPlan | undefined {
  if (!Number.isSafeInteger(year) || Math.abs(year - Number(today.slice(0, 4))) > 1) return 'year'
  if (!isDay(applyBy) || applyBy < today) return 'applyBy'
  return !isDay(vetoOn) || vetoOn < applyBy ? 'vetoOn' : undefined
}

/** A value of the pack as a call prints it. */
export type Printed<T> = {
  readonly value: T
  readonly source: string
  readonly article: string
  readonly confidence: Confidence
}

/** What a call says of Party-building, word for word in it (R43): what it counts, and when and how it vetoes. */
export type CallTerms = {
  readonly policy: string
  readonly partyMaximum: Printed<number>
  readonly total: number
  readonly bonus: number
  readonly veto: {
    readonly condition: Printed<VetoCondition>
    readonly fromGrade: Printed<Grade>
    readonly effect: Printed<VetoEffect>
    readonly capAt: Printed<Grade>
    readonly exemptBelow: Printed<number>
  }
  readonly bands: Printed<GateParameters['scoreBands']>
  readonly noticeDays: Printed<number>
  readonly validYears: Printed<number>
  readonly recusalYears: Printed<number>
}

/** What is printed, from the sheet and the pack in force. */
export function termsOf(sheet: ScoreSheet, policy: GatePolicy): CallTerms {
  const printed = <K extends keyof GateParameters>(name: K): Printed<GateParameters[K]> => {
    const { source, article, confidence } = policy.provenance[name]
    return { value: policy.parameters[name], source, article, confidence }
  }
  const party = partyPartOf(sheet)
  return {
    policy: policy.id,
    partyMaximum: { value: party.maximum, source: party.source, article: party.id, confidence: party.confidence },
    total: sheet.maximum,
    bonus: sheet.bonus,
    veto: {
      condition: printed('vetoCondition'),
      fromGrade: printed('vetoFromGrade'),
      effect: printed('vetoEffect'),
      capAt: printed('vetoCapAt'),
      exemptBelow: printed('vetoExemptBelow'),
    },
    bands: printed('scoreBands'),
    noticeDays: printed('publicNoticeDays'),
    validYears: printed('evaluationValidYears'),
    recusalYears: printed('recusalYears'),
  }
}
