import { Type } from 'typebox'
import { IdParams, InstantShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

export const DocumentShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  at: InstantShape,
  by: TextShape,
  withdrawnAt: Type.Union([InstantShape, Type.Null()]),
  withdrawnBy: Type.Union([TextShape, Type.Null()]),
  withdrawnWhy: TextOrNull,
  mayWithdraw: Type.Boolean(),
})

export const listDocuments = route({
  method: 'GET',
  path: '/api/documents',
  caller: 'reader',
  summary: 'Papers attached to an organization (by its code), a case or a conference; newest first.',
  query: Type.Object({
    kind: Type.Optional(Type.String({ maxLength: 40, description: 'organization, case or conference.' })),
    id: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: Type.Object({ documents: Type.Array(DocumentShape) }),
})

export const addDocument = route({
  method: 'POST',
  path: '/api/documents',
  caller: 'participant',
  summary: 'Attach one file of at most 20 MB: fields kind and id say to what; pdf, docx, xlsx, png, jpg or txt.',
  consumes: 'multipart/form-data',
  status: 201,
  reply: DocumentShape,
})

export const downloadDocument = route({
  method: 'GET',
  path: '/api/documents/:id/file',
  caller: 'reader',
  summary:
    'The file of a paper that was not withdrawn; shown=true for the browser to show it, where it is a PDF, picture or text.',
  params: IdParams,
  query: Type.Object({ shown: Type.Optional(Type.Boolean()) }),
  produces: 'application/octet-stream',
})

export const withdrawDocument = route({
  method: 'POST',
  path: '/api/documents/:id/withdrawal',
  caller: 'participant',
  summary: 'Withdraw a paper: it stays listed with who and when, its bytes are handed out no more.',
  params: IdParams,
  body: Type.Object({ why: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: DocumentShape,
})
