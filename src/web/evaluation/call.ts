import type { Reply } from '../shared/ask.ts'

export type Call = Reply<'GET /api/evaluation-calls'>['calls'][number]
export type CallDetail = Reply<'GET /api/evaluation-calls/:id'>
