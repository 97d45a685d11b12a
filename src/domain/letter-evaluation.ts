import { objectOfCase, type CaseAction } from './case.ts'
import { addDays, yearsLater, type Day } from './day.ts'
import { isAtLeast } from './evaluation-grade.ts'
import {
  choicesOf,
  COURTS,
  cureDay,
  deciderOf,
  factsOf,
  found,
  lawOf,
  lines,
  loweredGrade,
  noticeOf,
  noticeValues,
  oneLine,
  outcomeName,
  outcomeOfLetter,
  policyOf,
  remedyOf,
  textOf,
  type EvaluationGround,
  type LetterGround,
} from './letter-ground.ts'
import { GRADES, type Grade } from './organization.ts'
import type { PaperValues } from './paper.ts'
import type { PaperKindName } from './paper-kind.ts'

export type LetterWriter = (ground: LetterGround) => PaperValues | undefined

/** The papers of evaluations and of grades that are lowered. */
export const EVALUATION_WRITERS: Readonly<Partial<Record<PaperKindName, LetterWriter>>> = {
  ineligibleDecision: (ground) => ({
    year: evaluationOf(ground).year,
    ...lawOf(ground),
    ...factsOf(ground),
    againOn: textOf(ground.form, 'againOn') || undefined,
    ...remedyOf(ground),
  }),
  vetoNotice: (ground) => ({ ...noticeValues(ground), ...vetoOf(ground) }),
  vetoDecision: (ground) => ({
    decision: outcomeName(ground),
    ...vetoOf(ground),
    ...lawOf(ground),
    ...factsOf(ground),
    cureBy: cureDay(ground),
    ...remedyOf(ground),
  }),
  evaluationPublicNotice: (ground) => {
    const { year, announced } = evaluationOf(ground)
    const { name } = objectOfCase(ground.subject)
    return {
      year,
      results: [{ organization: name, grade: gradeWord(announced) }],
      from: ground.today,
      until: ground.dueOn ?? undefined,
      where: oneLine(textOf(ground.form, 'where')) || undefined,
      'objection.body': deciderOf(ground),
      'objection.way': OBJECTION_WAY,
    }
  },
  evaluationResult: (ground) => ({
    ...resultOf(ground),
    policy: policyOf(ground),
    ...(ground.action.to === 'confirmed' ? resultFromAbove(ground) : reviewOf(ground)),
  }),
  evaluationReview: (ground) => {
    const asked = ground.actions.findLast(({ action }) => REVIEW_REQUESTS.includes(action))
    return {
      year: evaluationOf(ground).year,
      appliedOn: requestDay(asked),
      request: oneLine(textOf(asked?.form, 'grounds')),
      decision: ground.action.to === 'opined' ? '撤销原评估意见，由评估委员会重新表决' : '维持原评估结果',
      reasons: lines(textOf(ground.form, 'reason')),
      policy: policyOf(ground),
      ...courtsOf(ground),
    }
  },
  gradeDecision: (ground) => {
    const vote = ground.actions.findLast(({ action }) => action === 'vote')
    const { announced, validYears } = evaluationOf(ground)
    return {
      ...resultOf(ground),
      vote: voteText(vote),
      reasons: lines(textOf(vote?.form, 'reason')),
      document: oneLine(textOf(ground.form, 'document')) || undefined,
      validTo: announced === null ? undefined : yearsLater(ground.today, validYears),
      policy: policyOf(ground),
      ...courtsOf(ground),
    }
  },
  evaluationCertificate: (ground) =>
    ground.evaluation === undefined ? loweredCertificate(ground) : certificate(ground),
  demotionDecision: (ground) => ({
    decision: outcomeName(ground),
    ...lawOf(ground),
    ...factsOf(ground),
    returnDays: ground.certificates.certificateReturnDays,
    ...remedyOf(ground),
  }),
}

const OBJECTION_WAY = '以书面形式写明理由并附证据'
const REVIEW_REQUESTS: readonly string[] = ['requestReview', 'recordReview']

function evaluationOf({ evaluation, definition }: LetterGround): EvaluationGround {
  if (evaluation === undefined) throw new Error(`A ${definition.kind} case has no score for its paper.`)
  return evaluation
}

function gradeWord(grade: Grade | null): string {
  return grade ?? '不予等级'
}

function scoreText({ score, maximum }: EvaluationGround): string {
  return `${score}分（满分${maximum}分）`
}

/** What the veto does to the grade of the committee, and the look at exemptions that came before it. */
function vetoOf(ground: LetterGround): PaperValues {
  const evaluation = evaluationOf(ground)
  const notice = ground.action.part === 'notice' ? ground.form : noticeOf(ground.definition, ground.actions)?.form
  return {
    year: evaluation.year,
    score: scoreText(evaluation),
    'grade.voted': gradeWord(evaluation.voted),
    'grade.vetoed': gradeWord(evaluation.vetoed),
    exemption: choicesOf(ground, 'exemption')[textOf(notice, 'exemption')]?.zh,
  }
}

/** Score and grade; of a vetoed grade, what it would be without the veto, and why. */
function resultOf(ground: LetterGround): PaperValues {
  const evaluation = evaluationOf(ground)
  const veto = found(ground)
  const said = {
    'veto.grade': gradeWord(evaluation.voted),
    'veto.reason': veto.map(({ text }) => text).join('；'),
    'veto.rule': veto.map(({ rule }) => rule).join('；'),
    'veto.cureBy': ground.decided?.cureBy ?? undefined,
  }
  return {
    year: evaluation.year,
    score: scoreText(evaluation),
    grade: gradeWord(ground.action.form.some(({ key }) => key === 'grade') ? gradeIn(ground) : evaluation.announced),
    ...(evaluation.isVetoed ? said : {}),
  }
}

function gradeIn({ form }: LetterGround): Grade | null {
  const grade = textOf(form, 'grade')
  return GRADES.find((one) => one === grade) ?? null
}

function reviewOf(ground: LetterGround): PaperValues {
  return { 'review.body': deciderOf(ground), 'review.by': ground.dueOn ?? undefined }
}

/** A grade that the level above has granted is told with its number and day. */
function resultFromAbove({ form }: LetterGround): PaperValues {
  return {
    'above.document': oneLine(textOf(form, 'document')) || undefined,
    'above.on': textOf(form, 'announcedOn') || undefined,
  }
}

function requestDay(asked: CaseAction | undefined): Day | undefined {
  return textOf(asked?.form, 'receivedOn') || asked?.day
}

function voteText(vote: CaseAction | undefined): string | undefined {
  if (vote === undefined) return undefined
  const count = (key: string) => String(vote.form[key] ?? 0)
  return `委员${count('members')}名，出席${count('present')}名，赞成${count('inFavour')}名，反对${count('against')}名，弃权${count('abstained')}名`
}

/** An evaluation may be no administrative act: its own review comes first, then whatever the law allows. */
function courtsOf({ definition, today, appealDays }: LetterGround): PaperValues {
  const legalOrder = definition.legalOrder ?? 'state'
  return { legalOrder, 'appeal.body': COURTS[legalOrder], 'appeal.by': addDays(today, appealDays) }
}

function certificate(ground: LetterGround): PaperValues | undefined {
  const { announced, validYears } = evaluationOf(ground)
  if (announced === null || !isAtLeast(announced, ground.certificates.certificateFromGrade)) return undefined
  return { grade: announced, validFrom: ground.today, validTo: yearsLater(ground.today, validYears) }
}

/** The certificate of the lower grade, to the last day of the one that it replaces. */
function loweredCertificate(ground: LetterGround): PaperValues | undefined {
  const { grade, gradeValidTo } = ground.subject
  const lower = loweredGrade(String(grade), outcomeOfLetter(ground))
  const { certificateFromGrade } = ground.certificates
  if (lower === undefined || typeof gradeValidTo !== 'string' || !isAtLeast(lower, certificateFromGrade))
    return undefined
  return { grade: lower, validFrom: ground.today, validTo: gradeValidTo }
}
