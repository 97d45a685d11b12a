import { Type } from 'typebox'
import { BasisShape, DayShape, IdParams, oneOf, ScopeQuery, TextShape } from './common.ts'
import { ProblemRowShape } from './import.ts'
import { route } from './route.ts'

export const DayOrNull = Type.Union([DayShape, Type.Null()])
export const TextOrNull = Type.Union([Type.String(), Type.Null()])
const CountOrNull = Type.Union([Type.Integer(), Type.Null()])
export const CodeShape = Type.String({ minLength: 1, maxLength: 60 })
export const NumberShape = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
export const NameShape = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
export const PhoneShape = Type.String({
  pattern: '^[0-9+() -]{3,40}$',
  description: 'Digits, spaces and + - ( ) only.',
})
const ActShape = Type.Object({
  act: Type.String({ description: 'What to name to take it back.' }),
  count: Type.Integer({ description: 'Organizations whose officer changes.' }),
})
const { asOf, place, line } = ScopeQuery
const Where = { asOf, place, line }

const GroupShape = Type.Object({
  key: TextOrNull,
  name: TextOrNull,
  organizations: Type.Integer(),
  withOfficer: Type.Integer(),
  withInstructor: Type.Integer(),
  withoutParty: Type.Integer({ description: 'Organizations that no Party organization covers.' }),
  withoutPartyWithOfficer: Type.Integer(),
  officers: Type.Integer(),
  over: Type.Integer({ description: 'Officers over the limit of the pack.' }),
  visits: Type.Integer({ description: 'Contacts logged in the quarter.' }),
  due: Type.Integer({ description: 'Organizations without Party organization whose officer owes a contact.' }),
})

export const getLiaison = route({
  method: 'GET',
  path: '/api/liaison',
  caller: 'reader',
  summary:
    'Organizations with an officer, load against the limit, contacts of the quarter; table T8 by district and body.',
  query: Type.Object(Where),
  reply: Type.Object({
    basis: BasisShape,
    limit: Type.Integer(),
    perQuarter: Type.Integer(),
    quarter: Type.Object({ from: DayShape, last: DayShape }),
    whole: GroupShape,
    districts: Type.Array(GroupShape),
    bodies: Type.Array(GroupShape),
  }),
})

export const listCared = route({
  method: 'GET',
  path: '/api/liaison/organizations',
  caller: 'reader',
  summary: 'Organizations without an officer (with owner and due day), with one, or due for a contact.',
  query: Type.Object({
    ...Where,
    box: Type.Optional(oneOf(['gap', 'held', 'due', 'all'])),
    officer: Type.Optional(NumberShape),
    q: Type.Optional(Type.String({ maxLength: 100 })),
    after: Type.Optional(Type.String({ maxLength: 120 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  }),
  reply: Type.Object({
    basis: BasisShape,
    total: Type.Integer(),
    organizations: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        districtName: TextOrNull,
        townshipName: TextOrNull,
        bodyName: TextOrNull,
        hasParty: Type.Boolean(),
        instructor: Type.Boolean(),
        officerId: CountOrNull,
        officerName: TextOrNull,
        standsInFor: CountOrNull,
        since: DayShape,
        visits: Type.Integer(),
        lastVisitOn: DayOrNull,
        owner: TextOrNull,
        due: DayOrNull,
        isOverdue: Type.Boolean(),
      }),
    ),
    next: TextOrNull,
  }),
})

export const listLiaisonOfficers = route({
  method: 'GET',
  path: '/api/liaison/officers',
  caller: 'reader',
  summary: 'Officers by body and name, each with her load as n of the limit and a word.',
  query: Type.Object({ ...Where, body: Type.Optional(Type.String({ maxLength: 60 })) }),
  reply: Type.Object({
    basis: BasisShape,
    limit: Type.Integer(),
    me: CountOrNull,
    officers: Type.Array(
      Type.Object({
        id: Type.Integer(),
        bodyKey: Type.String(),
        bodyName: Type.String(),
        name: Type.String(),
        phoneMasked: TextOrNull,
        desk: TextOrNull,
        from: DayShape,
        to: DayOrNull,
        overNote: TextOrNull,
        overNotedOn: DayOrNull,
        version: Type.Integer(),
        isMe: Type.Boolean(),
        mayWrite: Type.Boolean(),
        load: Type.Integer(),
        visits: Type.Integer(),
        due: Type.Integer(),
        awayFrom: DayOrNull,
        awayTo: DayOrNull,
        word: oneOf(['within', 'full', 'over']),
      }),
    ),
  }),
})

const OFFICER_FORM = {
  name: NameShape,
  phone: Type.Optional(PhoneShape),
  desk: Type.Optional(Type.String({ maxLength: 60 })),
  isMe: Type.Optional(Type.Boolean({ description: 'Whether the officer is the caller, with this account.' })),
}

export const createOfficer = route({
  method: 'POST',
  path: '/api/liaison/officers',
  caller: 'writer',
  summary: 'Put an officer of a body on record.',
  body: Type.Object({ ...OFFICER_FORM, body: CodeShape, from: Type.Optional(DayShape) }),
  status: 201,
  reply: Type.Object({ id: Type.Integer() }),
})

export const correctOfficer = route({
  method: 'PUT',
  path: '/api/liaison/officers/:id',
  caller: 'writer',
  summary: 'Correct what is on record of an officer, on the version that was seen.',
  params: IdParams,
  body: Type.Object({ ...OFFICER_FORM, seen: Type.Integer({ minimum: 1 }) }),
  reply: Type.Object({ version: Type.Integer() }),
})

export const proposeOfficers = route({
  method: 'GET',
  path: '/api/liaison/proposal',
  caller: 'reader',
  summary: 'Who would take organizations over, before anything is written: the same body, the least loaded first.',
  query: Type.Object({
    officer: Type.Optional(NumberShape),
    codes: Type.Optional(Type.String({ maxLength: 12_000, description: 'Codes with commas between.' })),
    to: Type.Optional(Type.String({ maxLength: 400, description: 'Numbers of officers with commas between.' })),
    from: Type.Optional(DayShape),
    until: Type.Optional(DayShape),
  }),
  reply: Type.Object({
    limit: Type.Integer(),
    organizations: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), officer: CountOrNull })),
    officers: Type.Array(
      Type.Object({
        officer: Type.Integer(),
        name: Type.String(),
        bodyName: Type.String(),
        before: Type.Integer(),
        after: Type.Integer(),
        word: Type.String(),
      }),
    ),
  }),
})

const PlanShape = Type.Array(
  Type.Object({ officer: NumberShape, codes: Type.Array(CodeShape, { minItems: 1, maxItems: 5_000 }) }),
  { maxItems: 500 },
)
const NoteShape = Type.Optional(Type.String({ maxLength: 400, description: 'Why an officer goes over the limit.' }))

export const assignOfficers = route({
  method: 'POST',
  path: '/api/liaison/assignments',
  caller: 'writer',
  summary: 'Give organizations to officers, from a day on.',
  body: Type.Object({
    plan: PlanShape,
    from: Type.Optional(DayShape),
    role: Type.Optional(oneOf(['primary', 'assistant'])),
    until: Type.Optional(DayShape),
    replace: Type.Optional(Type.Boolean({ description: 'Take organizations from the officers who have them.' })),
    note: NoteShape,
  }),
  reply: ActShape,
})

export const handOver = route({
  method: 'POST',
  path: '/api/liaison/officers/:id/handover',
  caller: 'writer',
  summary: 'An officer is away, leaves, or hands organizations over; none is left without an officer.',
  params: IdParams,
  body: Type.Object({
    mode: oneOf(['absence', 'leave', 'handover']),
    from: DayShape,
    until: Type.Optional(DayShape),
    plan: PlanShape,
    note: NoteShape,
  }),
  reply: ActShape,
})

export const endAbsence = route({
  method: 'POST',
  path: '/api/liaison/officers/:id/return',
  caller: 'writer',
  summary: 'An officer is back before the day that was said.',
  params: IdParams,
  body: Type.Object({ on: Type.Optional(DayShape) }),
  reply: ActShape,
})

export const undoLiaison = route({
  method: 'POST',
  path: '/api/liaison/acts/:id/undo',
  caller: 'writer',
  summary: 'Take back one’s own assignment, absence or hand-over.',
  params: IdParams,
  reply: Type.Object({ count: Type.Integer() }),
})

export const exportLiaisonBook = route({
  method: 'GET',
  path: '/api/liaison/assignments.xlsx',
  caller: 'reader',
  summary: 'Who looks after each organization of the scope, as a workbook that is read back.',
  query: Type.Object(Where),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const importLiaisonBook = route({
  method: 'POST',
  path: '/api/liaison/assignments/list',
  caller: 'writer',
  summary: 'Reads a list of assignments: a dry run, or with the part `commit` = yes its good rows in one act.',
  consumes: 'multipart/form-data',
  reply: Type.Object({
    dryRun: Type.Boolean(),
    rows: Type.Integer(),
    unchanged: Type.Integer(),
    changed: Type.Integer(),
    rejected: Type.Integer(),
    act: Type.Union([Type.String(), Type.Null()], { description: 'What to name to take it back.' }),
    words: TextShape,
    problems: Type.Array(ProblemRowShape),
  }),
})
