import { Type } from 'typebox'
import { InstantShape, TextShape } from './common.ts'
import { PaperTemplateShape } from './paper.ts'
import { route } from './route.ts'

const OfficeShape = Type.Object({
  key: Type.String({ description: 'The id of the body.' }),
  name: Type.String({ description: 'How the office signs.' }),
  code: Type.String({ description: 'How its numbers begin; the id of the body until it has set one.' }),
  version: Type.Integer({ description: '0 where nothing was set yet.' }),
  setAt: Type.Union([InstantShape, Type.Null()]),
  isMine: Type.Boolean({ description: 'Whether the caller sits at its desk and may change templates and code.' }),
})

const TemplateRowShape = Type.Object({
  template: PaperTemplateShape,
  shipped: PaperTemplateShape,
  version: Type.Integer(),
  isOwn: Type.Boolean(),
  changedAt: Type.Union([InstantShape, Type.Null()]),
  changedBy: Type.Union([TextShape, Type.Null()]),
})

export const listPaperOffices = route({
  method: 'GET',
  path: '/api/paper-offices',
  caller: 'reader',
  summary: 'The offices for which the caller may write papers.',
  reply: Type.Object({ offices: Type.Array(OfficeShape) }),
})

export const setPaperOffice = route({
  method: 'PUT',
  path: '/api/paper-offices/:office',
  caller: 'writer',
  summary: 'Set the name and the document code of an office of one’s own.',
  params: Type.Object({ office: Type.String({ maxLength: 60 }) }),
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60 }),
    code: Type.String({ minLength: 1, maxLength: 40 }),
    seen: Type.Integer({ minimum: 0 }),
  }),
  reply: OfficeShape,
})

export const listPaperTemplates = route({
  method: 'GET',
  path: '/api/paper-templates',
  caller: 'reader',
  summary: 'Every template of papers as an office has it, beside the shipped wording.',
  query: Type.Object({ office: Type.Optional(Type.String({ maxLength: 60 })) }),
  reply: Type.Object({ office: OfficeShape, templates: Type.Array(TemplateRowShape) }),
})

export const savePaperTemplate = route({
  method: 'PUT',
  path: '/api/paper-templates/:template',
  caller: 'writer',
  summary: 'Word a template anew for an office of one’s own; without content the shipped wording is in force again.',
  params: Type.Object({ template: Type.String({ maxLength: 40 }) }),
  body: Type.Object({
    office: Type.String({ maxLength: 60 }),
    content: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]),
    seen: Type.Integer({ minimum: 0 }),
  }),
  reply: TemplateRowShape,
})
