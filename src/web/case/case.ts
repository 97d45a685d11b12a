import type { Reply } from '../shared/ask.ts'

export type Case = Reply<'GET /api/cases/:id'>
