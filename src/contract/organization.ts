import { Type } from 'typebox'
import { BasisShape, CountShape, LineShape, ScopeQuery } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

/** One row of the register as of a day. */
export const OrganizationRowShape = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  status: Type.String(),
  placeCode: TextOrNull,
  placeName: TextOrNull,
  districtName: TextOrNull,
  line: Type.Union([LineShape, Type.Null()]),
  bodyId: TextOrNull,
  bodyName: TextOrNull,
  industry: TextOrNull,
  grade: TextOrNull,
  staff: CountShape,
  fullMembers: CountShape,
  standing: Type.String(),
  rule: Type.String(),
  since: Type.String(),
  coverageClass: Type.String(),
  partyOrganizationName: TextOrNull,
  notBuiltReason: TextOrNull,
  supervisingUnit: TextOrNull,
  registeredOn: TextOrNull,
  foundAs: Type.Union([Type.String(), Type.Null()], {
    description:
      'The other name, now or formerly its own, by which `q` found it; null where its name of the day says it.',
  }),
})

/** Filters of the register; `figure` opens the list behind a figure, e.g. "K1.numerator" or "official.8.service". */
export const RegisterQuery = {
  ...ScopeQuery,
  q: Type.Optional(
    Type.String({
      maxLength: 100,
      description:
        'Part of a name, of its pinyin or initials, or of a code; parts set off by spaces must all be there.',
    }),
  ),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  status: Type.Optional(Type.String({ maxLength: 40 })),
  standing: Type.Optional(Type.String({ maxLength: 40 })),
  body: Type.Optional(Type.String({ maxLength: 60, description: 'The key of the responsible body.' })),
  industry: Type.Optional(Type.String({ maxLength: 200 })),
  supervisingUnit: Type.Optional(Type.String({ maxLength: 200 })),
  grade: Type.Optional(Type.String({ maxLength: 40 })),
  without: Type.Optional(
    Type.Union([Type.Literal('body'), Type.Literal('counts')], {
      description: 'body: no responsible body on that day; counts: staff or full members not answered.',
    }),
  ),
  figure: Type.Optional(Type.String({ maxLength: 60 })),
}

export const listOrganizations = route({
  method: 'GET',
  path: '/api/organizations',
  caller: 'reader',
  summary: 'The register as of a day, a page at a time; what is found best first, then by the pinyin of the name.',
  query: Type.Object({
    ...RegisterQuery,
    sort: Type.Optional(
      Type.Union([Type.Literal('name'), Type.Literal('place'), Type.Literal('registered'), Type.Literal('members')]),
    ),
    after: Type.Optional(Type.String({ maxLength: 1200, description: 'The cursor of the page before.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    basis: BasisShape,
    total: Type.Integer(),
    organizations: Type.Array(OrganizationRowShape),
    next: TextOrNull,
  }),
})

export const exportSheet = route({
  method: 'GET',
  path: '/api/export/:noun',
  caller: 'reader',
  summary: 'A sheet of the exchange format with the filters of the register; re-imported unchanged it changes nothing.',
  params: Type.Object({ noun: Type.String({ maxLength: 40 }) }),
  query: Type.Object({
    ...RegisterQuery,
    format: Type.Optional(Type.Union([Type.Literal('xlsx'), Type.Literal('csv'), Type.Literal('jsonl')])),
  }),
  produces: 'application/octet-stream',
})

const DatedShape = Type.Object({
  from: TextOrNull,
  to: TextOrNull,
  statedOn: Type.String(),
  knownFrom: Type.String(),
  knownTo: TextOrNull,
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})

export const getOrganization = route({
  method: 'GET',
  path: '/api/organizations/:id',
  caller: 'reader',
  summary: 'One organization: facts as of a day, its standing over time, and the history of each fact.',
  params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
  query: Type.Object({ asOf: ScopeQuery.asOf, knownAt: ScopeQuery.knownAt, policy: ScopeQuery.policy }),
  reply: Type.Object({
    basis: BasisShape,
    code: Type.String(),
    codeFaults: Type.Array(Type.String()),
    now: Type.Union([OrganizationRowShape, Type.Null()]),
    facts: Type.Array(
      Type.Object({
        key: Type.String(),
        value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      }),
    ),
    coverages: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        level: Type.String(),
        formation: Type.String(),
        nature: Type.String(),
        primary: Type.Boolean(),
        from: TextOrNull,
        to: TextOrNull,
        approval: TextOrNull,
      }),
    ),
    timeline: Type.Array(
      Type.Object({
        from: TextOrNull,
        to: TextOrNull,
        standing: Type.String(),
        rule: Type.String(),
        fullMembers: CountShape,
        line: Type.Union([LineShape, Type.Null()]),
        nextChange: TextOrNull,
      }),
    ),
    history: Type.Array(Type.Object({ fact: Type.String(), rows: Type.Array(DatedShape) })),
    mergedInto: Type.Union([Type.Object({ day: Type.String(), code: TextOrNull, name: TextOrNull }), Type.Null()], {
      description: 'The record that holds it since a merge; no code where that is not seen.',
    }),
  }),
})
