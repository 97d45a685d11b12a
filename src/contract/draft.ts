import { Type } from 'typebox'
import { InstantShape } from './common.ts'
import { route } from './route.ts'

const DraftParams = Type.Object({
  id: Type.String({ maxLength: 81, description: 'A noun and an id, with a dot between: return.4f1c…' }),
})
const FieldsShape = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([
    Type.String({ maxLength: 4000 }),
    Type.Number(),
    Type.Boolean(),
    Type.Null(),
    Type.Array(Type.String({ maxLength: 400 }), { maxItems: 500 }),
  ]),
)
const SAVED = {
  version: Type.Integer({ description: '0 where nothing was saved yet.' }),
  updatedAt: Type.Union([InstantShape, Type.Null()]),
}

export const getDraft = route({
  method: 'GET',
  path: '/api/drafts/:id',
  caller: 'reader',
  summary: 'My own draft: what I typed and have not sent in. Nobody else sees it.',
  params: DraftParams,
  reply: Type.Object({ content: FieldsShape, ...SAVED }),
})

export const saveDraft = route({
  method: 'PUT',
  path: '/api/drafts/:id',
  caller: 'participant',
  summary: 'Save fields of my draft; the fields that are not named stay as they were.',
  params: DraftParams,
  body: Type.Object({ fields: FieldsShape }),
  reply: Type.Object(SAVED),
})

export const discardDraft = route({
  method: 'DELETE',
  path: '/api/drafts/:id',
  caller: 'participant',
  summary: 'Give up my draft.',
  params: DraftParams,
  status: 204,
})

export const getDraftSeal = route({
  method: 'GET',
  path: '/api/draft-seal',
  caller: 'reader',
  summary: 'The key for copies that a browser keeps while the network is away; it ends with the session.',
  reply: Type.Object({ seal: Type.String({ description: '256 bits in base64.' }) }),
})
