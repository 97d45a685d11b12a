import type { Reply } from '../shared/ask.ts'

export type EntryReply = Reply<'POST /api/entries'>
export type EntryProblem = EntryReply['problems'][number]
export type EntryForm = Reply<'GET /api/organizations/:id/entry'>
