import { actInCase, getCase, listCases, listQueues } from '../work/case.ts'
import { listCaseJudgements, listCaseOutcomes } from '../work/case-outcome.ts'
import { previewLetters } from '../work/letter.ts'
import { requestCorrection } from '../work/correction.ts'
import type { Handlers } from './handlers.ts'

type CaseNames =
  | 'listCases'
  | 'listQueues'
  | 'getCase'
  | 'actInCase'
  | 'requestCorrection'
  | 'previewLetters'
  | 'listCaseJudgements'
  | 'listCaseOutcomes'

export const caseHandlers: Pick<Handlers, CaseNames> = {
  listCases: ({ desk, query }) => listCases(desk, query),
  listQueues: ({ desk }) => listQueues(desk),
  getCase: ({ desk, params }) => getCase(desk, params.id),
  listCaseJudgements: ({ desk, params }) => listCaseJudgements(desk, params.id),
  listCaseOutcomes: ({ desk, params }) => listCaseOutcomes(desk, params.id),
  previewLetters: ({ desk, params, body }) => previewLetters(desk, params.id, body),
  actInCase: ({ desk, params, body }) => actInCase(desk, params.id, body),
  requestCorrection: ({ desk, params, body }) => requestCorrection(desk, { code: params.id, ...body }),
}
