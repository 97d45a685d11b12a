import { GRADES, type Grade } from './organization.ts'

/** One grade of an evaluation with its scores, both ends closed (domain.md R41). */
export type ScoreBand = { readonly grade: Grade; readonly from: number; readonly to: number }

export const VETO_CONDITIONS = ['dueNotBuilt', 'dueNotBuiltOrNoWork', 'noPartyOrganization'] as const
export type VetoCondition = (typeof VETO_CONDITIONS)[number]
export const VETO_EFFECTS = ['capAt', 'ineligible'] as const
export type VetoEffect = (typeof VETO_EFFECTS)[number]

/** The numbers and choices of the three passes (domain.md 2.6, 2.8, 2.9, 5). */
export type GateParameters = {
  /** Working days for the formal check, with all gaps told at once (Licensing Law art. 32). */
  readonly formalCheckDays: number
  /** Calendar days to decide on a registration. */
  readonly decideDays: number
  /** Working days to hand the papers to the Party-building body (R36). */
  readonly handOverPapersDays: number
  /** Months after which an organization without the members for a branch is looked at again. */
  readonly recheckMonths: number
  /** Phrases that a charter clause of each version holds (R35); the last version is the one asked for. */
  readonly charterPhrases: readonly { readonly version: string; readonly phrases: readonly string[] }[]
  /** Working days to answer before an adverse outcome. */
  readonly responseDays: number
  /** Month and day after which a founding in the year exempts from its report (R33). */
  readonly exemptFoundedAfter: string
  readonly reportDue: string
  readonly reportDueFoundation: string
  /** Whether Party findings change the result of the report itself. */
  readonly resultAffectedByParty: boolean
  /** Calendar days to put right what a rectification notice names. */
  readonly rectifyDays: number
  /** Working days in which a decision is served on whoever it is about. */
  readonly serveDays: number
  /** Calendar days, from the day of serving, in which an outcome can be appealed against (Reconsideration Law art. 20). */
  readonly appealDays: number
  /** Calendar days in which somebody else decides an appeal. */
  readonly appealDecideDays: number
  /** Calendar days to answer an improvement letter. */
  readonly improveDays: number
  /** Working days of the responsible body for the first review of a report. */
  readonly firstReviewDays: number
  /** Working days in which a cured entry leaves the abnormal list (R34). */
  readonly removalDays: number
  /** Years on the abnormal list after which the seriously dishonest list is proposed (R34). */
  readonly seriousAfterYears: number
  /** Calendar days of a subdistrict to decide on filing a community organization (R42). */
  readonly filingDecideDays: number
  /** Calendar days in which the committee above replies to a request of a unit (R7). */
  readonly partyReplyDays: number
  /** Calendar days to hand in the member survey form after approval (R36). */
  readonly surveyDays: number
  /** Calendar days of the public notice of an evaluation. */
  readonly publicNoticeDays: number
  /** Calendar days in which the review panel delivers its decision (R37 art. 23). */
  readonly reviewPanelDays: number
  /** Years for which an expert who served an organization takes no part in its evaluation. */
  readonly recusalYears: number
  /** Years after a demotion in which no evaluation is asked for (R38). */
  readonly barYearsDemoted: number
  /** Years after a cancelled grade in which none is asked for (R38). */
  readonly barYearsCancelled: number
  /** Of a hundred cases that passed, how many somebody else looks at again. */
  readonly secondLookPercent: number
  /** Experts of a panel at least, and calendar days in which they score. */
  readonly panelExperts: number
  readonly scoringDays: number
  /** Of three members of the committee, how many are present at its vote. */
  readonly voteQuorumThirds: number
  /** The highest grade that a district, and a city, grants itself; above it, it recommends. */
  readonly districtGrantsUpTo: Grade
  readonly cityGrantsUpTo: Grade
  /** The lowest grade with a certificate and a plate. */
  readonly certificateFromGrade: Grade
  /** Calendar days in which a certificate comes back after a demotion (R38). */
  readonly certificateReturnDays: number
  readonly evaluationMinYears: number
  readonly evaluationValidYears: number
  readonly upgradeAfterYears: number
  readonly vetoCondition: VetoCondition
  readonly vetoFromGrade: Grade
  readonly vetoEffect: VetoEffect
  readonly vetoCapAt: Grade
  /** Fewer full members than this, with work coverage: the veto never falls. */
  readonly vetoExemptBelow: number
  readonly scoreBands: readonly ScoreBand[]
}

type Check = (value: unknown) => boolean

const isCount: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isYesNo: Check = (value) => typeof value === 'boolean'
const isMonthDay: Check = (value) => typeof value === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
const isGrade: Check = (value) => GRADES.some((grade) => grade === value)

const CHECKS: Readonly<Record<keyof GateParameters, Check>> = {
  formalCheckDays: isCount,
  decideDays: isCount,
  handOverPapersDays: isCount,
  recheckMonths: isCount,
  charterPhrases: isPhrases,
  responseDays: isCount,
  exemptFoundedAfter: isMonthDay,
  reportDue: isMonthDay,
  reportDueFoundation: isMonthDay,
  resultAffectedByParty: isYesNo,
  rectifyDays: isCount,
  serveDays: isCount,
  appealDays: isCount,
  appealDecideDays: isCount,
  improveDays: isCount,
  firstReviewDays: isCount,
  removalDays: isCount,
  seriousAfterYears: isCount,
  filingDecideDays: isCount,
  partyReplyDays: isCount,
  surveyDays: isCount,
  publicNoticeDays: isCount,
  reviewPanelDays: isCount,
  recusalYears: isCount,
  barYearsDemoted: isCount,
  barYearsCancelled: isCount,
  secondLookPercent: isCount,
  panelExperts: isCount,
  scoringDays: isCount,
  voteQuorumThirds: isCount,
  districtGrantsUpTo: isGrade,
  cityGrantsUpTo: isGrade,
  certificateFromGrade: isGrade,
  certificateReturnDays: isCount,
  evaluationMinYears: isCount,
  evaluationValidYears: isCount,
  upgradeAfterYears: isCount,
  vetoCondition: (value) => VETO_CONDITIONS.some((one) => one === value),
  vetoFromGrade: isGrade,
  vetoEffect: (value) => VETO_EFFECTS.some((one) => one === value),
  vetoCapAt: isGrade,
  vetoExemptBelow: isCount,
  scoreBands: (value) => bandFaults(value).length === 0,
}

export const GATE_PARAMETER_NAMES = [
  'formalCheckDays',
  'decideDays',
  'handOverPapersDays',
  'recheckMonths',
  'charterPhrases',
  'responseDays',
  'exemptFoundedAfter',
  'reportDue',
  'reportDueFoundation',
  'resultAffectedByParty',
  'rectifyDays',
  'serveDays',
  'appealDays',
  'appealDecideDays',
  'improveDays',
  'firstReviewDays',
  'removalDays',
  'seriousAfterYears',
  'filingDecideDays',
  'partyReplyDays',
  'surveyDays',
  'publicNoticeDays',
  'reviewPanelDays',
  'recusalYears',
  'barYearsDemoted',
  'barYearsCancelled',
  'secondLookPercent',
  'panelExperts',
  'scoringDays',
  'voteQuorumThirds',
  'districtGrantsUpTo',
  'cityGrantsUpTo',
  'certificateFromGrade',
  'certificateReturnDays',
  'evaluationMinYears',
  'evaluationValidYears',
  'upgradeAfterYears',
  'vetoCondition',
  'vetoFromGrade',
  'vetoEffect',
  'vetoCapAt',
  'vetoExemptBelow',
  'scoreBands',
] as const satisfies readonly (keyof GateParameters)[]

export function isGateValue(name: keyof GateParameters, value: unknown): boolean {
  return CHECKS[name](value)
}

function isPhrases(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (one: unknown) =>
        isRecord(one) &&
        typeof one['version'] === 'string' &&
        Array.isArray(one['phrases']) &&
        one['phrases'].length > 0,
    )
  )
}

/** What is wrong with score bands: each must have both ends, and no score may lie in two of them (R41). */
export function bandFaults(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) return ['scoreBands: a list of grade, from, to']
  const bands = value.filter(isBand).toSorted((a, b) => a.from - b.from)
  if (bands.length < value.length) return ['scoreBands: each has a grade, and from <= to']
  return bands.flatMap((band, index) => {
    const before = bands[index - 1]
    if (before === undefined || before.to < band.from) return []
    return [`scoreBands: ${band.from} lies in ${before.grade} and in ${band.grade}; end ${before.grade} below it`]
  })
}

function isBand(one: unknown): one is ScoreBand {
  if (!isRecord(one) || !isGrade(one['grade'])) return false
  const { from, to } = one
  return typeof from === 'number' && typeof to === 'number' && from <= to
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
