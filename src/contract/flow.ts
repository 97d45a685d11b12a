import { Type } from 'typebox'
import { BasisShape, DayShape, ScopeQuery } from './common.ts'
import { route } from './route.ts'

const { knownAt, place, line, policy } = ScopeQuery
const KeysShape = Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))

export const FlowShape = Type.Object(
  {
    open: Type.Integer(),
    founded: Type.Integer(),
    movedIn: Type.Integer(),
    deregistered: Type.Integer(),
    revoked: Type.Integer(),
    movedOut: Type.Integer(),
    close: Type.Integer(),
  },
  { description: 'open + founded + movedIn - deregistered - revoked - movedOut = close.' },
)

export const getFlow = route({
  method: 'GET',
  path: '/api/analysis/flow',
  caller: 'reader',
  summary: 'Table T12: registered organizations that came and went in a period, whole and by cells.',
  query: Type.Object({
    knownAt,
    place,
    line,
    policy,
    from: Type.Optional(DayShape),
    to: Type.Optional(DayShape),
    by: Type.Optional(Type.String({ maxLength: 80, description: 'district, township, line, kind, industry.' })),
  }),
  reply: Type.Object({
    basis: BasisShape,
    period: Type.Object({ from: DayShape, to: DayShape }),
    total: FlowShape,
    rows: Type.Array(Type.Object({ by: KeysShape, names: KeysShape, flow: FlowShape })),
  }),
})
