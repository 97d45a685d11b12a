import { Type } from 'typebox'
import { PAPER_STATES, SERVICE_WAYS, type PaperModel, type PaperValues, type ServiceWay } from '../domain/paper.ts'
import { PAPER_FORMS, type PaperForm } from '../domain/paper-field.ts'
import { PAPER_KIND_NAMES } from '../domain/paper-kind.ts'
import type { PaperTemplate } from '../domain/paper-template.ts'
import { DayShape, IdParams, InstantShape, oneOf, TextShape } from './common.ts'
import { route } from './route.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const Words = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) })

const BlockShape = Type.Object({
  level: Type.Integer(),
  text: Words,
  each: Type.Optional(Type.String()),
  when: Type.Optional(Type.Array(Type.String())),
})

export const PaperTemplateShape = Type.Unsafe<PaperTemplate>(
  Type.Object({
    id: Type.String(),
    version: Type.Integer(),
    kind: oneOf(PAPER_KIND_NAMES),
    isExample: Type.Boolean(),
    title: Words,
    addressee: Type.Optional(Words),
    blocks: Type.Array(BlockShape),
    closing: Type.Optional(Words),
    attachments: Type.Array(Words),
    copies: Type.Optional(Words),
  }),
)

const ItemShape = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))
export const ValuesShape = Type.Unsafe<PaperValues>(
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Array(ItemShape)]), {
    description: 'By field of the kind of paper; days as YYYY-MM-DD, lists as items.',
  }),
)

const FORM_NAMES = Object.keys(PAPER_FORMS).filter((one): one is PaperForm => one in PAPER_FORMS)
const ModelShape = Type.Unsafe<PaperModel>(
  Type.Object({
    language: oneOf(['zh', 'en']),
    form: oneOf(FORM_NAMES),
    title: Type.String(),
    number: orNull(Type.String()),
    addressee: orNull(Type.String()),
    lines: Type.Array(Type.Object({ level: Type.Integer(), mark: Type.String(), text: Type.String() })),
    closing: orNull(Type.String()),
    attachments: Type.Array(Type.String()),
    office: Type.String(),
    day: orNull(Type.String()),
    copies: orNull(Type.String()),
    isExample: Type.Boolean(),
  }),
)

const WAY_NAMES = Object.keys(SERVICE_WAYS).filter((one): one is ServiceWay => one in SERVICE_WAYS)
const WayShape = oneOf(WAY_NAMES)

export const PaperRowShape = Type.Object({
  id: Type.String(),
  kind: oneOf(PAPER_KIND_NAMES),
  title: Type.String(),
  office: Type.Object({ key: Type.String(), name: Type.String() }),
  organization: orNull(Type.Object({ code: orNull(Type.String()), name: Type.String() })),
  caseId: orNull(Type.String()),
  state: oneOf(PAPER_STATES),
  version: Type.Integer(),
  number: orNull(Type.String({ description: 'Such as 常民财〔2024〕3号; null while it is a draft.' })),
  draftedBy: orNull(TextShape),
  draftedAt: InstantShape,
  issuedOn: orNull(DayShape),
  servedOn: orNull(DayShape),
  servedWay: orNull(WayShape),
  withdrawnOn: orNull(DayShape),
  toPrint: Type.Boolean({ description: 'Its organization has no account: it goes out on paper.' }),
})

export const PaperShape = Type.Object({
  ...PaperRowShape.properties,
  template: PaperTemplateShape,
  officeVersion: orNull(Type.Integer()),
  values: ValuesShape,
  model: ModelShape,
  code: orNull(Type.String({ description: 'By which anybody can check the paper.' })),
  hash: orNull(Type.String({ description: 'SHA-256 of what the paper says.' })),
  issuedBy: orNull(TextShape),
  withdrawnBy: orNull(TextShape),
  withdrawnWhy: orNull(Type.String()),
  mayWrite: Type.Boolean(),
  isServedInCase: Type.Boolean({ description: 'Its service is recorded in the case that issued it.' }),
  isOfAct: Type.Boolean({ description: 'An act of a case issued it; only the case withdraws it.' }),
})

export const listPapers = route({
  method: 'GET',
  path: '/api/papers',
  caller: 'reader',
  summary: 'Official papers that the caller sees: drafts of the own offices first, then what was issued last.',
  query: Type.Object({
    year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2999 })),
    kind: Type.Optional(oneOf(PAPER_KIND_NAMES)),
    state: Type.Optional(oneOf(PAPER_STATES)),
    organization: Type.Optional(Type.String({ maxLength: 60 })),
    case: Type.Optional(Type.String({ maxLength: 60 })),
    office: Type.Optional(Type.String({ maxLength: 60 })),
    after: Type.Optional(Type.String({ maxLength: 80 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  reply: Type.Object({
    total: Type.Integer(),
    papers: Type.Array(PaperRowShape),
    next: orNull(Type.String()),
  }),
})

export const writePaper = route({
  method: 'POST',
  path: '/api/papers',
  caller: 'writer',
  summary: 'Write a draft from a template for one of the offices of the caller.',
  status: 201,
  body: Type.Object({
    template: Type.String({ maxLength: 40 }),
    office: Type.String({ maxLength: 60, description: 'The id of the body that writes.' }),
    values: ValuesShape,
    caseId: Type.Optional(Type.String({ maxLength: 60 })),
    organization: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: PaperShape,
})

export const getPaper = route({
  method: 'GET',
  path: '/api/papers/:id',
  caller: 'reader',
  summary: 'One paper with its words.',
  params: IdParams,
  reply: PaperShape,
})

export const downloadPaper = route({
  method: 'GET',
  path: '/api/papers/:id/file',
  caller: 'reader',
  summary:
    'The paper as Word (docx) or PDF in the layout of GB/T 9704; drafts and withdrawn papers say so on every page.',
  params: IdParams,
  query: Type.Object({
    format: Type.Optional(oneOf(['docx', 'pdf'])),
    language: Type.Optional(oneOf(['zh', 'en'])),
  }),
  produces: 'application/octet-stream',
})

export const editPaper = route({
  method: 'PUT',
  path: '/api/papers/:id',
  caller: 'writer',
  summary: 'Put other values in a draft.',
  params: IdParams,
  body: Type.Object({ values: ValuesShape, seen: Type.Integer({ minimum: 1 }) }),
  reply: PaperShape,
})

export const issuePaper = route({
  method: 'POST',
  path: '/api/papers/:id/issue',
  caller: 'writer',
  summary: 'Issue a draft: it is given its number, its day and its verification code, and its words stay.',
  params: IdParams,
  body: Type.Object({ seen: Type.Integer({ minimum: 1 }) }),
  reply: PaperShape,
})

export const servePaper = route({
  method: 'POST',
  path: '/api/papers/:id/service',
  caller: 'writer',
  summary: 'Record on which day and in which way an issued paper was served.',
  params: IdParams,
  body: Type.Object({ day: DayShape, way: WayShape }),
  reply: PaperShape,
})

export const withdrawPaper = route({
  method: 'POST',
  path: '/api/papers/:id/withdrawal',
  caller: 'writer',
  summary: 'Withdraw an issued paper: it keeps its number and says that it is withdrawn.',
  params: IdParams,
  body: Type.Object({ why: Type.String({ minLength: 1, maxLength: 500 }), seen: Type.Integer({ minimum: 1 }) }),
  reply: PaperShape,
})

export const verifyPaper = route({
  method: 'GET',
  path: '/api/papers/verify/:code',
  caller: 'anyone',
  summary: 'Check a paper by the code printed on it. A code of no paper is answered by null.',
  params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
  reply: Type.Object({
    paper: orNull(
      Type.Object({
        kind: oneOf(PAPER_KIND_NAMES),
        number: Type.String(),
        issuedOn: DayShape,
        office: Type.String(),
        organization: orNull(Type.String()),
        state: oneOf(PAPER_STATES),
        withdrawnOn: orNull(DayShape),
        hash: Type.String(),
        grade: orNull(Type.String({ description: 'Of a certificate.' })),
        validTo: orNull(DayShape),
        isOver: Type.Boolean({ description: 'Whether the last day of a certificate is over.' }),
      }),
    ),
  }),
})
