import { Type } from 'typebox'

export const TextShape = Type.Object({ zh: Type.String(), en: Type.String() })

export const DayShape = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A plain day, YYYY-MM-DD.' })
export const InstantShape = Type.String({ description: 'An instant, ISO 8601 with offset.' })
export const PlaceCodeShape = Type.String({
  maxLength: 20,
  description: 'A place code of 6, 9 or 12 digits, or an overlay unit.',
})
export const LineShape = Type.Union([Type.Literal('civil'), Type.Literal('industry'), Type.Literal('community')])
export const CountShape = Type.Union([Type.Integer(), Type.Null()])

/** Where and when every analysis looks: in the URL of the page, so a copied link shows the same. */
export const ScopeQuery = {
  asOf: Type.Optional(DayShape),
  knownAt: Type.Optional(InstantShape),
  place: Type.Optional(PlaceCodeShape),
  line: Type.Optional(LineShape),
  policy: Type.Optional(Type.String({ maxLength: 60 })),
}

/** RFC 9457, with a stable code and both languages. */
export const ProblemShape = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  messages: TextShape,
  pointer: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String({ description: 'The reference of a fault inside.' })),
})

export const IdParams = Type.Object({ id: Type.String({ maxLength: 60 }) })

/** What each answer rests on: printed beside its figures. */
export const BasisShape = Type.Object({
  asOf: DayShape,
  knownAt: InstantShape,
  policy: Type.String(),
  policyTitle: TextShape,
  assumed: Type.Array(Type.String(), { description: 'Parameters of the pack whose values are assumed.' }),
  synthetic: Type.Boolean({ description: 'Whether the instance holds the demo city.' }),
})

/** One of a closed list of words. */
export function oneOf<W extends string>(words: readonly W[]) {
  return Type.Unsafe<W>(Type.Union(words.map((word) => Type.Literal(word))))
}
