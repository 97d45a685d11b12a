import { Type } from 'typebox'
import { REGISTRATION_ACTS } from '../domain/gate-registration.ts'
import { PARTY_CASE_KINDS } from '../domain/pass-follow-up.ts'
import { REGISTRATION_PAPERS } from '../domain/registration-paper.ts'
import { CaseRowShape } from './case.ts'
import { DayShape, IdParams, InstantShape, oneOf, PlaceCodeShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])
const CountGiven = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const SeenGiven = Type.Integer({ minimum: 0, description: 'The version that was read; 0 where there is none yet.' })

export const startRegistration = route({
  method: 'POST',
  path: '/api/registrations',
  caller: 'participant',
  summary: 'Open a registration or a filing: for one that is being founded, or for an organization on the register.',
  body: Type.Object({
    act: Type.Enum([...REGISTRATION_ACTS]),
    organization: Type.Optional(Type.String({ maxLength: 60, description: 'Its code, where it is on the register.' })),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    kind: Type.Optional(Type.Enum(['association', 'service', 'foundation', 'filed'])),
    placeCode: Type.Optional(PlaceCodeShape),
    address: Type.Optional(Type.String({ maxLength: 500 })),
    supervisingUnit: Type.Optional(Type.String({ maxLength: 200 })),
    industry: Type.Optional(Type.String({ maxLength: 200 })),
    fields: Type.Optional(
      Type.Array(Type.Object({ key: Type.String({ maxLength: 40 }), to: Type.String({ maxLength: 500 }) }), {
        maxItems: 10,
        description: 'What a change changes on the register.',
      }),
    ),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})

const PaperKindShape = oneOf(REGISTRATION_PAPERS)

const PapersShape = Type.Object({
  papers: Type.Array(
    Type.Object({
      kind: PaperKindShape,
      version: Type.Integer(),
      content: Type.Record(Type.String(), Type.Unknown()),
      at: InstantShape,
      by: TextShape,
    }),
  ),
  asked: Type.Array(PaperKindShape),
  givable: Type.Array(PaperKindShape, { description: 'Those that the caller can give in now.' }),
  phrases: Type.Array(
    Type.Object({ version: Type.String(), found: Type.Array(Type.String()), missing: Type.Array(Type.String()) }),
  ),
  proposed: Type.Object({ bodyId: TextOrNull, clause: Type.String(), clauseText: TextShape }),
})

export const getRegistrationPapers = route({
  method: 'GET',
  path: '/api/registrations/:id/papers',
  caller: 'reader',
  summary: 'What was given in on Party-building with a registration, by the id of its case: counts, never a person.',
  params: IdParams,
  reply: PapersShape,
})

export const giveRegistrationPaper = route({
  method: 'POST',
  path: '/api/registrations/:id/papers',
  caller: 'participant',
  summary:
    'Give in the charter text, the commitment letter or the counts of the member survey form; each a new version.',
  params: IdParams,
  body: Type.Union([
    Type.Object({
      kind: Type.Literal('charter'),
      seen: SeenGiven,
      text: Type.String({ minLength: 1, maxLength: 20_000 }),
    }),
    Type.Object({
      kind: Type.Literal('commitment'),
      seen: SeenGiven,
      signedOn: DayShape,
      way: Type.Union([Type.Literal('uploaded'), Type.Literal('signed')]),
    }),
    Type.Object({
      kind: Type.Literal('survey'),
      seen: SeenGiven,
      staff: CountGiven,
      staffFullTime: CountGiven,
      fullMembers: CountGiven,
      probationaryMembers: CountGiven,
      otherMembers: CountGiven,
      relationElsewhere: CountGiven,
      plannedOn: Type.Union([DayShape, Type.Null()], {
        description: 'The day on which a Party organization is planned.',
      }),
    }),
  ]),
  reply: PapersShape,
})

export const listRelatedCases = route({
  method: 'GET',
  path: '/api/cases/:id/related',
  caller: 'reader',
  summary: 'The follow-ups and Party-side cases that belong to a case, and those that the caller can begin from it.',
  params: IdParams,
  reply: Type.Object({
    cases: Type.Array(Type.Intersect([CaseRowShape, Type.Object({ task: TextOrNull, origin: TextOrNull })])),
    startable: Type.Array(oneOf(PARTY_CASE_KINDS)),
    hosts: Type.Array(Type.Object({ key: Type.String(), name: Type.String() })),
  }),
})

export const startPartyCase = route({
  method: 'POST',
  path: '/api/cases/:id/party-cases',
  caller: 'participant',
  summary:
    'Begin the Party-side case that a case of a pass calls for: founding, joining a joint branch, or an officer.',
  params: IdParams,
  body: Type.Object({
    kind: Type.Enum([...PARTY_CASE_KINDS]),
    level: Type.Optional(Type.Enum(['committee', 'generalBranch', 'branch'])),
    partyName: Type.Optional(Type.String({ maxLength: 200 })),
    title: Type.Optional(Type.String({ maxLength: 200 })),
    host: Type.Optional(Type.String({ maxLength: 60, description: 'The joint Party organization to be joined.' })),
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})
