import { Type } from 'typebox'
import { DayShape, LineShape } from './common.ts'
import { route } from './route.ts'

export const PlaceShape = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()], { description: 'The place that manages it.' }),
})

export const listPlaces = route({
  method: 'GET',
  path: '/api/places',
  caller: 'reader',
  summary: 'Places of the managing tree within the scope, down to a level.',
  query: Type.Object({
    asOf: Type.Optional(DayShape),
    to: Type.Optional(Type.Union([Type.Literal('district'), Type.Literal('township'), Type.Literal('community')])),
  }),
  reply: Type.Object({ places: Type.Array(PlaceShape) }),
})

export const listBodies = route({
  method: 'GET',
  path: '/api/bodies',
  caller: 'reader',
  summary: 'Responsible bodies of the three lines.',
  query: Type.Object({ asOf: Type.Optional(DayShape) }),
  reply: Type.Object({
    bodies: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        line: LineShape,
        parentId: Type.Union([Type.String(), Type.Null()]),
        placeCode: Type.Union([Type.String(), Type.Null()]),
        units: Type.Array(Type.String(), { description: 'The supervising units beside which it stands.' }),
        written: Type.Boolean({ description: 'Whether the caller may put an organization into its line.' }),
      }),
    ),
  }),
})

export const listPolicies = route({
  method: 'GET',
  path: '/api/policies',
  caller: 'reader',
  summary: 'Policy packs, with every value, its source and how sure it is.',
  reply: Type.Object({
    policies: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.Object({ zh: Type.String(), en: Type.String() }),
        validFrom: Type.String(),
        validTo: Type.Union([Type.String(), Type.Null()]),
        area: Type.String(),
        parameters: Type.Array(
          Type.Object({
            name: Type.String(),
            value: Type.Union([Type.Number(), Type.Boolean(), Type.String()]),
            source: Type.String(),
            article: Type.String(),
            confidence: Type.Union([Type.Literal('verified'), Type.Literal('example'), Type.Literal('assumed')]),
            pack: Type.String(),
          }),
        ),
      }),
    ),
  }),
})
