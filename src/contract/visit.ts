import { Type } from 'typebox'
import { FINDINGS, PHONE_PURPOSES, VISIT_KINDS } from '../domain/liaison.ts'
import { DayShape, IdParams, oneOf, TextShape } from './common.ts'
import { CodeShape, DayOrNull, NameShape, NumberShape, PhoneShape, TextOrNull } from './liaison.ts'
import { route } from './route.ts'

const VisitShape = Type.Object({
  visitId: Type.String(),
  version: Type.Integer(),
  versions: Type.Integer({ description: 'How many versions are on record.' }),
  code: Type.String(),
  name: TextOrNull,
  officer: Type.Integer(),
  officerName: TextOrNull,
  onDay: DayShape,
  kind: oneOf(VISIT_KINDS),
  findings: Type.Array(Type.String()),
  note: TextOrNull,
  withdrawn: Type.Boolean(),
  why: TextOrNull,
  at: Type.String(),
  followUp: TextOrNull,
  followUpState: TextOrNull,
  followUpDue: DayOrNull,
})

export const listVisits = route({
  method: 'GET',
  path: '/api/liaison/visits',
  caller: 'reader',
  summary: 'Contacts logged, of an organization or an officer, the latest first.',
  query: Type.Object({
    organization: Type.Optional(CodeShape),
    officer: Type.Optional(NumberShape),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({ visits: Type.Array(VisitShape), next: TextOrNull }),
})

const VISIT_FORM = {
  day: Type.Optional(DayShape),
  kind: oneOf(VISIT_KINDS),
  findings: Type.Array(oneOf(FINDINGS), { maxItems: 12 }),
  note: Type.Optional(Type.String({ maxLength: 1000, description: 'About the organization; never a person.' })),
}

export const logVisit = route({
  method: 'POST',
  path: '/api/liaison/visits',
  caller: 'writer',
  summary: 'Log a contact with an organization, and what it leaves to be done.',
  body: Type.Object({
    ...VISIT_FORM,
    code: CodeShape,
    officer: Type.Optional(NumberShape),
    followUp: Type.Optional(
      Type.Object({ what: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), due: DayShape }),
    ),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String(), followUp: TextOrNull }),
})

export const correctVisit = route({
  method: 'PUT',
  path: '/api/liaison/visits/:id',
  caller: 'writer',
  summary: 'Correct a visit, or withdraw one that was logged by mistake; the old version stays on record.',
  params: IdParams,
  body: Type.Object({
    ...VISIT_FORM,
    seen: Type.Integer({ minimum: 1 }),
    why: Type.String({ minLength: 1, maxLength: 400, pattern: '\\S' }),
    withdrawn: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({ version: Type.Integer() }),
})

export const readPhone = route({
  method: 'GET',
  path: '/api/liaison/phones/:id',
  caller: 'participant',
  summary: 'A telephone number in full, with the purpose: an act that is audited.',
  params: IdParams,
  query: Type.Object({
    of: Type.Optional(oneOf(['contact', 'officer'])),
    purpose: Type.Optional(oneOf(PHONE_PURPOSES)),
  }),
  reply: Type.Object({ phone: TextOrNull }),
})

const CONTACT = {
  id: Type.Integer(),
  name: Type.String(),
  post: TextOrNull,
  phoneMasked: TextOrNull,
  from: DayShape,
  to: DayOrNull,
  version: Type.Integer(),
}
const FollowUpShape = Type.Object({
  id: Type.String({ description: 'The case.' }),
  what: Type.String(),
  due: DayOrNull,
  version: Type.Integer(),
  isOverdue: Type.Boolean(),
})

export const getLiaisonRecord = route({
  method: 'GET',
  path: '/api/organizations/:id/liaison',
  caller: 'reader',
  summary: 'Contact, officers, last visits and open follow-ups of one organization.',
  params: IdParams,
  reply: Type.Object({
    today: DayShape,
    contact: Type.Union([Type.Object(CONTACT), Type.Null()]),
    earlier: Type.Array(Type.Object(CONTACT)),
    care: Type.Array(
      Type.Object({
        officerId: Type.Integer(),
        officerName: TextOrNull,
        bodyName: TextOrNull,
        desk: TextOrNull,
        phoneMasked: TextOrNull,
        role: oneOf(['primary', 'assistant']),
        standsInForName: TextOrNull,
        from: DayShape,
        to: DayOrNull,
        isMe: Type.Boolean(),
      }),
    ),
    visits: Type.Array(VisitShape),
    followUps: Type.Array(FollowUpShape),
    mayName: Type.Boolean(),
    mayWrite: Type.Boolean(),
  }),
})

export const nameContact = route({
  method: 'PUT',
  path: '/api/organizations/:id/contact',
  caller: 'participant',
  summary: 'Name the contact of an organization, by its body or by itself; another contact is a new row.',
  params: IdParams,
  body: Type.Object({
    name: NameShape,
    post: Type.Optional(Type.String({ maxLength: 60 })),
    phone: Type.Optional(PhoneShape),
    from: Type.Optional(DayShape),
    seen: Type.Integer({ minimum: 0, description: 'The version that was seen; 0 where there was none.' }),
  }),
  reply: Type.Object({ version: Type.Integer() }),
})

export const getLiaisonPack = route({
  method: 'GET',
  path: '/api/liaison/officers/:id/pack',
  caller: 'participant',
  summary: 'The hand-over pack of an officer: organizations with contacts, open follow-ups, last visits. Audited.',
  params: IdParams,
  reply: Type.Object({
    officer: Type.Object({ id: Type.Integer(), name: Type.String(), bodyKey: Type.String(), desk: TextOrNull }),
    madeOn: DayShape,
    madeBy: TextShape,
    synthetic: Type.Boolean(),
    organizations: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        districtName: TextOrNull,
        townshipName: TextOrNull,
        bodyName: TextOrNull,
        hasParty: Type.Boolean(),
        instructor: Type.Boolean(),
        since: DayShape,
        visits: Type.Integer(),
        lastVisitOn: DayOrNull,
        contact: Type.Union([Type.Object({ name: Type.String(), post: TextOrNull, phone: TextOrNull }), Type.Null()]),
        followUps: Type.Array(FollowUpShape),
        lastVisit: Type.Union([VisitShape, Type.Null()]),
      }),
    ),
  }),
})

export const exportLiaisonPack = route({
  method: 'GET',
  path: '/api/liaison/officers/:id/pack.xlsx',
  caller: 'participant',
  summary: 'The hand-over pack as a workbook. Audited.',
  params: IdParams,
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})
