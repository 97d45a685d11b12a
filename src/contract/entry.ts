import { Type } from 'typebox'
import { IdParams } from './common.ts'
import { route } from './route.ts'

export const undoEntry = route({
  method: 'POST',
  path: '/api/entries/:id/undo',
  caller: 'writer',
  summary: 'Takes back what I stated on a page, unless something has changed the same facts since.',
  params: IdParams,
  reply: Type.Object({
    batch: Type.String(),
    organizations: Type.Integer({ description: 'Organizations that stand again as before.' }),
  }),
})
