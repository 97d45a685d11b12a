import type { Reply } from './ask.ts'

/** One return as the server shows it: the form, what is known, what was answered and what may be done. */
export type ReturnView = Reply<'GET /api/returns/:id'>
export type ReturnItem = Reply<'GET /api/my/returns'>['returns'][number]
