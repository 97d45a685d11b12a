import { Type } from 'typebox'
import { CAMPAIGN_PURPOSES, CAMPAIGN_STATES } from '../domain/census.ts'
import { KINDS } from '../domain/organization.ts'
import { DayShape, IdParams, InstantShape, LineShape, oneOf, PlaceCodeShape, TextShape } from './common.ts'
import { ProblemRowShape } from './import.ts'
import { BudgetShape, BurdenShape } from './question-set.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const DayOrNull = Type.Union([DayShape, Type.Null()])
const InstantOrNull = Type.Union([InstantShape, Type.Null()])
const LineOrNull = Type.Union([LineShape, Type.Null()])
const KindShape = oneOf(KINDS)
const ScopeShape = Type.Object({
  places: Type.Array(PlaceCodeShape, { maxItems: 200, description: 'Places with all below; empty: all.' }),
  lines: Type.Array(LineShape, { maxItems: 3, description: 'Empty: all.' }),
  kinds: Type.Array(KindShape, { minItems: 1, maxItems: KINDS.length }),
})
const PLAN = {
  title: Type.String({ minLength: 1, maxLength: 120 }),
  questionSet: Type.String({ maxLength: 60 }),
  cutOff: DayShape,
  dueOn: DayShape,
  closesOn: DayShape,
  scope: ScopeShape,
}
export const CampaignShape = Type.Object({
  ...PLAN,
  id: Type.String(),
  purpose: oneOf(CAMPAIGN_PURPOSES),
  year: Type.Union([Type.Integer(), Type.Null()], { description: 'The year reported on; null of a census.' }),
  version: Type.Integer(),
  setVersion: Type.Integer(),
  state: oneOf(CAMPAIGN_STATES),
  policy: TextOrNull,
  officeName: Type.String({ description: 'Who runs it.' }),
  expected: Type.Union([Type.Integer(), Type.Null()]),
  createdAt: InstantShape,
  openedAt: InstantOrNull,
  closedAt: InstantOrNull,
  frozenAt: Type.Union([InstantShape, Type.Null()], { description: 'knownAt of “as this census knew”.' }),
  freezeReason: TextOrNull,
  mayRun: Type.Boolean(),
})

export const listCensuses = route({
  method: 'GET',
  path: '/api/census',
  caller: 'reader',
  summary: 'Censuses within the scope, the newest first; a frozen one gives the instant as of which it knew.',
  reply: Type.Object({ censuses: Type.Array(CampaignShape) }),
})

export const draftCensus = route({
  method: 'POST',
  path: '/api/census',
  caller: 'writer',
  summary: 'A new draft; nothing is sent before it is opened.',
  body: Type.Object(PLAN),
  status: 201,
  reply: CampaignShape,
})

export const getCensus = route({
  method: 'GET',
  path: '/api/census/:id',
  caller: 'reader',
  summary: 'One census.',
  params: IdParams,
  reply: CampaignShape,
})

export const editCensus = route({
  method: 'PUT',
  path: '/api/census/:id',
  caller: 'writer',
  summary: 'Changes a draft, on the version that was seen.',
  params: IdParams,
  body: Type.Object({ ...PLAN, seen: Type.Integer({ minimum: 1 }) }),
  reply: CampaignShape,
})

export const previewCensus = route({
  method: 'GET',
  path: '/api/census/:id/preview',
  caller: 'reader',
  summary: 'Who would be expected, by district and line, and what the form would ask of them.',
  params: IdParams,
  reply: Type.Object({
    expected: Type.Integer(),
    districts: Type.Array(Type.Object({ code: TextOrNull, name: TextOrNull, expected: Type.Integer() })),
    lines: Type.Array(Type.Object({ line: LineOrNull, expected: Type.Integer() })),
    burden: Type.Object({
      organizations: Type.Integer(),
      median: BurdenShape,
      heaviest: BurdenShape,
      fields: Type.Integer(),
      hours: Type.Number(),
      budget: BudgetShape,
      above: Type.Integer({ description: 'Organizations of which more is asked than the policy allows.' }),
    }),
  }),
})

export const openCensus = route({
  method: 'POST',
  path: '/api/census/:id/opening',
  caller: 'writer',
  summary: 'Sends a census out: who is expected is frozen, one case for each.',
  params: IdParams,
  reply: CampaignShape,
})

const PartShape = Type.Object({
  count: Type.Integer(),
  of: Type.Integer(),
  value: Type.Union([Type.Number(), Type.Null()]),
  reason: TextOrNull,
})
const COUNTS = {
  expected: Type.Integer(),
  notStarted: Type.Integer(),
  inProgress: Type.Integer(),
  submitted: Type.Integer(),
  returned: Type.Integer(),
  confirmed: Type.Integer(),
  missing: Type.Integer(),
  merged: Type.Integer(),
  onTime: Type.Integer(),
  late: Type.Integer(),
  completeness: PartShape,
  timeliness: PartShape,
}
const PLACE = { code: TextOrNull, name: TextOrNull, ...COUNTS }

export const getProgress = route({
  method: 'GET',
  path: '/api/census/:id/progress',
  caller: 'reader',
  summary: 'How a census stands by place, line and body; the states add up to what was expected in every cut.',
  params: IdParams,
  reply: Type.Object({
    campaign: CampaignShape,
    at: InstantShape,
    whole: Type.Object(COUNTS),
    districts: Type.Array(Type.Object({ ...PLACE, townships: Type.Array(Type.Object(PLACE)) })),
    lines: Type.Array(Type.Object({ line: LineOrNull, ...COUNTS })),
    bodies: Type.Array(Type.Object({ body: TextOrNull, bodyName: Type.String(), ...COUNTS })),
    silent: Type.Integer(),
    overdue: Type.Integer(),
  }),
})

export const confirmUnchanged = route({
  method: 'POST',
  path: '/api/census/:id/confirmations',
  caller: 'participant',
  summary: 'Confirms the returns at my desks that say nothing but what was known; 200 at most, the others are left.',
  params: IdParams,
  reply: Type.Object({ confirmed: Type.Integer(), left: Type.Integer() }),
})

export const remindCensus = route({
  method: 'POST',
  path: '/api/census/:id/reminders',
  caller: 'writer',
  summary: 'Reminds the silent ones, or those named; nobody more often than the policy allows.',
  params: IdParams,
  body: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 500 }),
    returns: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 500 })),
  }),
  reply: Type.Object({ reminded: Type.Integer(), left: Type.Integer() }),
})

export const closeCensus = route({
  method: 'POST',
  path: '/api/census/:id/closing',
  caller: 'writer',
  summary: 'Closes a census: what has not come in is missing, and comes in by a recorded extension only.',
  params: IdParams,
  reply: CampaignShape,
})

export const freezeCensus = route({
  method: 'POST',
  path: '/api/census/:id/freeze',
  caller: 'writer',
  summary: 'Freezes a closed census when its reports are accepted, or with the reason why some are not.',
  params: IdParams,
  body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 1000 })) }),
  reply: CampaignShape,
})

const STATE_COUNTS = Type.Object({
  notStarted: Type.Integer(),
  inProgress: Type.Integer(),
  submitted: Type.Integer(),
  returned: Type.Integer(),
  confirmed: Type.Integer(),
  missing: Type.Integer(),
  merged: Type.Integer(),
})

export const listCensusReports = route({
  method: 'GET',
  path: '/api/census/:id/reports',
  caller: 'reader',
  summary: 'Reports of the bodies with the returns behind each; acted on as cases (report, accept, return).',
  params: IdParams,
  reply: Type.Object({
    reports: Type.Array(
      Type.Object({
        id: Type.String(),
        body: TextOrNull,
        bodyName: Type.String(),
        state: Type.String(),
        due: DayOrNull,
        since: DayShape,
        version: Type.Integer(),
        counts: STATE_COUNTS,
      }),
    ),
  }),
})

export const exportReturns = route({
  method: 'GET',
  path: '/api/census/:id/workbook',
  caller: 'reader',
  summary: 'The returns within the scope as a workbook: one row an organization, one column a question, filled.',
  params: IdParams,
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const importReturns = route({
  method: 'POST',
  path: '/api/census/:id/workbook',
  caller: 'participant',
  summary: 'Reads such a workbook: a dry run, or with the part `commit` = yes saves and submits the good rows.',
  params: IdParams,
  consumes: 'multipart/form-data',
  reply: Type.Object({
    dryRun: Type.Boolean(),
    rows: Type.Integer(),
    unchanged: Type.Integer(),
    changed: Type.Integer(),
    submitted: Type.Integer(),
    rejected: Type.Integer(),
    words: TextShape,
    problems: Type.Array(ProblemRowShape),
  }),
})
