import { askGrade, listInquiries } from '../work/grade.ts'
import type { Handlers } from './handlers.ts'

export const gradeHandlers: Pick<Handlers, 'askGrade' | 'listInquiries'> = {
  askGrade: async ({ desk, body, reply }) => {
    const told = await askGrade(desk, body)
    void reply.header('trefoil-policy', told.policy)
    return told
  },
  listInquiries: ({ desk, query }) => listInquiries(desk, { ...query, limit: query.limit ?? 50 }),
}
