import type { Reply } from '../shared/ask.ts'

export type Systems = Reply<'GET /api/systems'>
export type System = Systems['systems'][number]
export type Issued = Reply<'POST /api/systems'>
