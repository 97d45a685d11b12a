import { Type } from 'typebox'
import { LISTING_GROUNDS } from '../domain/listing.ts'
import { CampaignShape } from './census.ts'
import { DayShape, IdParams, oneOf } from './common.ts'
import { route } from './route.ts'

export const listReportYears = route({
  method: 'GET',
  path: '/api/reports',
  caller: 'reader',
  summary: 'The years of annual reports within the scope, the newest first; each is a campaign like a census.',
  reply: Type.Object({ years: Type.Array(CampaignShape) }),
})

export const draftReportYear = route({
  method: 'POST',
  path: '/api/reports',
  caller: 'writer',
  summary: 'A draft of the annual reports of a year, with the days of the law; sent out by /api/census/:id/opening.',
  body: Type.Object({
    year: Type.Integer({ minimum: 1990, maximum: 2100 }),
    questionSet: Type.String({ maxLength: 60 }),
    dueOn: Type.Optional(
      Type.Unsafe<string>({ ...DayShape, description: 'Left out: the legal day; needed once that has passed.' }),
    ),
  }),
  status: 201,
  reply: CampaignShape,
})

export const proposeListing = route({
  method: 'POST',
  path: '/api/organizations/:id/listings',
  caller: 'writer',
  summary:
    'Propose an organization for the abnormal list: a case with notice, defence and appeal; nothing is public yet.',
  params: IdParams,
  body: Type.Object({
    ground: oneOf(Object.keys(LISTING_GROUNDS) as (keyof typeof LISTING_GROUNDS)[]),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  }),
  status: 201,
  reply: Type.Object({ id: Type.String() }),
})
