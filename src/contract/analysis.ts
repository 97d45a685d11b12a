import { Type } from 'typebox'
import { BasisShape, ScopeQuery, TextShape } from './common.ts'
import { OrganizationRowShape } from './organization.ts'
import { route } from './route.ts'

export const ShareShape = Type.Object({
  id: Type.String(),
  numerator: Type.Integer(),
  denominator: Type.Integer(),
  value: Type.Union([Type.Number(), Type.Null()]),
})

export const getCoverage = route({
  method: 'GET',
  path: '/api/analysis/coverage',
  caller: 'reader',
  summary: 'Populations and indicators as of a day, whole and by any of district, township, line, kind, industry.',
  query: Type.Object({
    ...ScopeQuery,
    by: Type.Optional(Type.String({ maxLength: 80, description: 'Names joined by commas.' })),
  }),
  reply: Type.Object({
    basis: BasisShape,
    populations: Type.Object({ P0: Type.Integer(), P1: Type.Integer(), P2: Type.Integer(), P3: Type.Integer() }),
    names: Type.Array(Type.Object({ id: Type.String(), name: TextShape })),
    indicators: Type.Array(ShareShape),
    standings: Type.Array(Type.Object({ standing: Type.String(), count: Type.Integer() }), {
      description: 'P0 by standing.',
    }),
    rows: Type.Array(
      Type.Object({
        by: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
        names: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
        populations: Type.Object({ P0: Type.Integer(), P1: Type.Integer(), P2: Type.Integer(), P3: Type.Integer() }),
        classes: Type.Record(Type.String(), Type.Integer(), { description: 'P0 by coverage class.' }),
        indicators: Type.Array(ShareShape),
      }),
    ),
  }),
})

export const getOfficial = route({
  method: 'GET',
  path: '/api/analysis/official',
  caller: 'reader',
  summary: 'The official table, 19 rows by 7 columns.',
  query: Type.Object(ScopeQuery),
  reply: Type.Object({
    basis: BasisShape,
    columns: Type.Array(Type.Object({ key: Type.String(), name: TextShape })),
    rows: Type.Array(
      Type.Object({
        row: Type.Integer(),
        block: Type.Union([TextShape, Type.Null()]),
        name: TextShape,
        values: Type.Array(Type.Integer()),
      }),
    ),
    notAnswered: Type.Array(Type.Object({ key: Type.String(), organizations: Type.Integer() }), {
      description: 'Organizations of the table whose count is blank: 0 in the table, listed here.',
    }),
  }),
})

export const exportOfficial = route({
  method: 'GET',
  path: '/api/analysis/official.xlsx',
  caller: 'reader',
  summary: 'The official table as a workbook in the official layout.',
  query: Type.Object(ScopeQuery),
  produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
})

export const getGaps = route({
  method: 'GET',
  path: '/api/analysis/gaps',
  caller: 'reader',
  summary: 'Organizations that should have a Party organization and have none, with the rule and the reason.',
  query: Type.Object({
    ...ScopeQuery,
    after: Type.Optional(Type.String({ maxLength: 400 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    basis: BasisShape,
    due: Type.Integer(),
    withinGrace: Type.Integer(),
    reasons: Type.Array(
      Type.Object({ reason: Type.Union([Type.String(), Type.Null()]), organizations: Type.Integer() }),
    ),
    organizations: Type.Array(
      Type.Object({
        ...OrganizationRowShape.properties,
        eligibleSince: Type.Union([Type.String(), Type.Null()]),
        nextChange: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
})
