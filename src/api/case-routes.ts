import { actInCase, getCase, listCases, listQueues } from '../work/case.ts'
import { requestCorrection } from '../work/correction.ts'
import type { Handlers } from './handlers.ts'

type CaseNames = 'listCases' | 'listQueues' | 'getCase' | 'actInCase' | 'requestCorrection'

export const caseHandlers: Pick<Handlers, CaseNames> = {
  listCases: ({ desk, query }) => listCases(desk, query),
  listQueues: ({ desk }) => listQueues(desk),
  getCase: ({ desk, params }) => getCase(desk, params.id),
  actInCase: ({ desk, params, body }) => actInCase(desk, params.id, body),
  requestCorrection: ({ desk, params, body }) => requestCorrection(desk, { code: params.id, ...body }),
}
