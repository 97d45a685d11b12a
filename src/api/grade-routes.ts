import { askGrade, listInquiries } from '../work/grade.ts'
import { listEndingGrades } from '../work/grade-end.ts'
import type { Handlers } from './handlers.ts'

export const gradeHandlers: Pick<Handlers, 'askGrade' | 'listInquiries' | 'listEndingGrades'> = {
  askGrade: async ({ desk, body, reply }) => {
    const told = await askGrade(desk, body)
    void reply.header('trefoil-policy', told.policy)
    return told
  },
  listEndingGrades: ({ desk, query: { after, within = 180, limit = 50 } }) =>
    listEndingGrades(desk, { after, within, limit }),
  listInquiries: ({ desk, query }) => listInquiries(desk, { ...query, limit: query.limit ?? 50 }),
}
