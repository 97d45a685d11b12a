import { actInCase, getCase } from '../work/case.ts'
import { findCaseNeighbours, listCases, listQueues } from '../work/case-list.ts'
import { listCaseJudgements, listCaseOutcomes } from '../work/case-outcome.ts'
import { previewLetters } from '../work/letter.ts'
import { requestCorrection } from '../work/correction.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

type CaseNames =
  | 'listCases'
  | 'listQueues'
  | 'findCaseNeighbours'
  | 'getCase'
  | 'actInCase'
  | 'requestCorrection'
  | 'previewLetters'
  | 'listCaseJudgements'
  | 'listCaseOutcomes'

const DAYS = ['openedFrom', 'openedTo', 'decidedFrom', 'decidedTo'] as const

export const caseHandlers: Pick<Handlers, CaseNames> = {
  listCases: ({ desk, query }) => {
    for (const name of DAYS) demandDay(query[name], `/query/${name}`)
    return listCases(desk, query)
  },
  listQueues: ({ desk }) => listQueues(desk),
  findCaseNeighbours: ({ desk, params, query }) => findCaseNeighbours(desk, params.id, query),
  getCase: ({ desk, params }) => getCase(desk, params.id),
  listCaseJudgements: ({ desk, params }) => listCaseJudgements(desk, params.id),
  listCaseOutcomes: ({ desk, params }) => listCaseOutcomes(desk, params.id),
  previewLetters: ({ desk, params, body }) => previewLetters(desk, params.id, body),
  actInCase: ({ desk, params, body }) => actInCase(desk, params.id, body),
  requestCorrection: ({ desk, params, body }) => requestCorrection(desk, { code: params.id, ...body }),
}
