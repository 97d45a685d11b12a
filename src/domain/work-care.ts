import { isOn, type Day, type Span } from './day.ts'
import { quarterOf } from './liaison.ts'

/** What is on record of the care for one organization outside its own return. */
export type CareFacts = {
  /** The days on which a contact with it was logged; what was withdrawn is left out. */
  readonly contacts: readonly Day[]
  /** The spans in which a primary officer looks after it, her own or one who stands in. */
  readonly officers: readonly Span[]
}

/** The care for one organization over its life, from which work coverage (K5) and the liaison fill (K12) are read. */
export type WorkCare = {
  /** The spans in which its contacts are active, by the quarter; they may overlap. */
  readonly active: readonly Span[]
  readonly officers: readonly Span[]
  /** The first day on which the return's "instructor: yes" no longer counts; null while no contact is on record. */
  readonly answerEnds: Day | null
  readonly firstContact: Day | null
}

/**
 * K5 of domain.md 4.4. Contacts are active from the day on which those of a quarter reach the number of the pack to the
 * end of the next quarter. The answer of the return is active work coverage until contacts are recorded: it ends with
 * the quarter after that of the first contact.
 */
export function workCareOf({ contacts, officers }: CareFacts, perQuarter: number): WorkCare {
  const days = contacts.toSorted()
  const active = days.flatMap((day, index) => {
    const { from } = quarterOf(day)
    const isReached = days.filter((one, at) => at <= index && one >= from).length === Math.max(1, perQuarter)
    return isReached ? [{ from: day, to: secondQuarterEnd(day) }] : []
  })
  const [firstContact = null] = days
  return { active, officers, firstContact, answerEnds: firstContact === null ? null : secondQuarterEnd(firstContact) }
}

/** The first day after the quarter that follows the day's own. */
function secondQuarterEnd(day: Day): Day {
  return quarterOf(quarterOf(day).to).to
}

/** The days on which something about the care begins or ends. */
export function careCuts({ active, officers, firstContact, answerEnds }: WorkCare): Day[] {
  const ends = [...active, ...officers].flatMap(({ from, to }) => [from, to])
  return [...ends, firstContact, answerEnds].filter((day) => day !== null)
}

export type CareOnDay = {
  /** Contacts of the last quarters, or the return's word as long as it counts: work coverage without a Party organization. */
  readonly isActive: boolean
  /** The day on which time alone ends it, as it is known on this day; null: none. */
  readonly activeUntil: Day | null
  /** K12: a primary officer looks after it, or the return's word counts. */
  readonly officerValid: boolean
}

export function careOn(care: WorkCare, answersYes: boolean, day: Day): CareOnDay {
  const counts = answersYes && (care.answerEnds === null || day < care.answerEnds)
  const heard = care.firstContact !== null && care.firstContact <= day
  const spans = care.active.filter((one) => isOn(one, day)).flatMap(({ to }) => (to === null ? [] : [to]))
  const ends = [...spans, ...(counts && heard && care.answerEnds !== null ? [care.answerEnds] : [])].toSorted()
  return {
    isActive: counts || spans.length > 0,
    activeUntil: counts && !heard ? null : (ends.at(-1) ?? null),
    officerValid: counts || care.officers.some((one) => isOn(one, day)),
  }
}
