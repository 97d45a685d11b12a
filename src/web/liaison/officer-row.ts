import type { Reply } from '../shared/ask.ts'

/** An officer as the list shows her. */
export type OfficerRow = Reply<'GET /api/liaison/officers'>['officers'][number]
