import type { Reply } from '../shared/ask.ts'

export type Organization = Reply<'GET /api/organizations/:id'>
export type StandingSpan = Organization['timeline'][number]
