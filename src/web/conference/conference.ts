import type { Reply } from '../shared/ask.ts'

export type Conference = Reply<'GET /api/conferences/:id'>
