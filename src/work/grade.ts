import type { Day } from '../domain/day.ts'
import { noteOf, toldFactor, type InquiryPurpose, type NamedFactor, type ToldFactor } from '../domain/grade-inquiry.ts'
import type { Grade } from '../domain/organization.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { insertInquiry, isGradeDisputed, listInquiryRows, type InquiryRow } from '../store/grade.ts'
import { keeping, reading, type Desk } from './desk.ts'
import { lookUp } from './gate.ts'

export type GradeQuestion = {
  readonly organization: string
  readonly purpose: InquiryPurpose
  /** The call, as those who read the log can find it. */
  readonly call: string
  readonly reason: string
  readonly factor?: NamedFactor | undefined
}

export type GradeAnswer = {
  readonly inquiry: number
  readonly organization: { readonly code: string; readonly name: string }
  readonly asOf: Day
  readonly policy: string
  readonly grade: Grade | null
  readonly gradeValidTo: Day | null
  /** Whether the grade holds on the day; false where there is none. */
  readonly isValid: boolean
  readonly isUnderObjection: boolean
  readonly note: Text
  readonly factor: ToldFactor | null
}

/** Tells the grade of an organization, and a Party-building factor only where the asker names it (R43); on record. */
export function askGrade(desk: Desk, asked: GradeQuestion): Promise<GradeAnswer> {
  return keeping(desk, 'grade.ask', asked, async (tx) => {
    const call = demandText(asked.call, 'call')
    const reason = demandText(asked.reason, 'reason')
    const { asOf, overlay, sight } = await lookUp(tx, desk, { organization: asked.organization, facts: {} })
    const { register } = sight
    if (register === null) throw new Error('The organization that was looked up is not there.')
    const { code, name, grade, gradeValidTo } = register
    const isUnderObjection = await isGradeDisputed(tx, code)
    const { factor } = asked
    const printed = factor === undefined ? null : demandText(factor.printed, 'factor/printed')
    const inquiry = await insertInquiry(tx, { code, purpose: asked.purpose, call, reason, factor: printed })
    const reply: GradeAnswer = {
      inquiry,
      organization: { code, name },
      asOf,
      policy: overlay.policy.id,
      grade,
      gradeValidTo,
      isValid: grade !== null && (gradeValidTo === null || gradeValidTo >= asOf),
      isUnderObjection,
      note: noteOf(isUnderObjection),
      factor: factor === undefined ? null : toldFactor(factor, register[factor.fact], isUnderObjection),
    }
    return { reply, subject: `organization ${code}`, why: reason, facts: { inquiry, purpose: asked.purpose } }
  })
}

/** Nothing is told without a reason and a call that can be found. */
function demandText(text: string, field: string): string {
  if (text.trim() !== '') return text.trim()
  throw new Refusal('BAD_REQUEST', { detail: field, pointer: `/body/${field}` })
}

export type InquiryList = { readonly inquiries: readonly InquiryRow[]; readonly before: number | null }

type Asked = {
  readonly organization?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Who asked: for the organization itself, who answers for it, and who asked. */
export function listInquiries(desk: Desk, { organization, before, limit }: Asked): Promise<InquiryList> {
  return reading(desk, async (tx) => {
    const rows = await listInquiryRows(tx, { code: organization, before, limit })
    const inquiries = rows.slice(0, limit)
    return { inquiries, before: rows.length > limit ? (inquiries.at(-1)?.id ?? null) : null }
  })
}
