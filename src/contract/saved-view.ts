import { Type } from 'typebox'
import { IdParams } from './common.ts'
import { route } from './route.ts'

/** What the URL of a list says of its filters, sorting and scope; the day is left to whoever opens it. */
const SearchShape = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 400 }), { maxProperties: 20 })
const ColumnsShape = Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 })
const NameShape = Type.String({ minLength: 1, maxLength: 60 })

export const SavedViewShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  search: SearchShape,
  columns: Type.Union([ColumnsShape, Type.Null()]),
})

export const LayoutShape = Type.Object({
  columns: ColumnsShape,
  density: Type.Union([Type.Literal('roomy'), Type.Literal('dense')]),
})

export const listSavedViews = route({
  method: 'GET',
  path: '/api/saved-views',
  caller: 'reader',
  summary: 'My views of the register, and how I want it to look.',
  reply: Type.Object({ views: Type.Array(SavedViewShape), layout: Type.Union([LayoutShape, Type.Null()]) }),
})

const VIEW = { name: NameShape, search: SearchShape, columns: Type.Optional(ColumnsShape) }

export const saveView = route({
  method: 'POST',
  path: '/api/saved-views',
  caller: 'reader',
  summary: 'Keep the filters, sorting and columns of the register under a name.',
  body: Type.Object(VIEW),
  status: 201,
  reply: SavedViewShape,
})

export const changeView = route({
  method: 'PUT',
  path: '/api/saved-views/:id',
  caller: 'reader',
  summary: 'Rename a view of mine, or put other filters and columns into it.',
  params: IdParams,
  body: Type.Object(VIEW),
  reply: SavedViewShape,
})

export const withdrawView = route({
  method: 'DELETE',
  path: '/api/saved-views/:id',
  caller: 'reader',
  summary: 'Take a view of mine out of use.',
  params: IdParams,
  status: 204,
})

export const saveLayout = route({
  method: 'PUT',
  path: '/api/list-layout',
  caller: 'reader',
  summary: 'Remember which columns of the register I want, and how dense.',
  body: LayoutShape,
  reply: LayoutShape,
})
