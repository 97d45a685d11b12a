import type { SelfAnswer, SelfAssessment } from './score.ts'

/** What the register fills in, by indicator: its points, and the step that holds. */
export type Filled = Readonly<Record<string, { readonly points: number; readonly step: number }>>

export const NO_ANSWER: SelfAnswer = { points: null, note: '', documents: [] }

/** What the note of an indicator says whose points came from the register. */
export const FROM_REGISTER = '据名册 / from the register'

/** The answers with what arrives filled in where nothing was said. */
export function standsOf(answers: SelfAssessment, filled: Filled, register: string): SelfAssessment {
  const known = Object.entries(filled).map(([id, { points }]) => {
    const said = answers[id] ?? NO_ANSWER
    if (said.points !== null) return [id, said] as const
    return [id, { ...said, points, note: said.note === '' ? register : said.note }] as const
  })
  return { ...answers, ...Object.fromEntries(known) }
}
