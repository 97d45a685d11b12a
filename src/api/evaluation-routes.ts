import { proposeDemotion } from '../work/demotion.ts'
import {
  closeCall,
  draftCall,
  editCall,
  getCall,
  listCalls,
  publishCall,
  viewScoreSheets,
} from '../work/evaluation-call.ts'
import { applyForEvaluation, inviteToEvaluation } from '../work/evaluation-open.ts'
import { getMyCall, listMyCalls } from '../work/evaluation-own.ts'
import {
  castBallot,
  declareForPanel,
  getPanel,
  handInScores,
  listCandidates,
  listMyPanels,
  namePanel,
  saveScores,
} from '../work/evaluation-panel.ts'
import { fileSelf, saveSelf } from '../work/evaluation-self.ts'
import { getEvaluation, listEvaluations } from '../work/evaluation.ts'
import { addExpert, endExpert, listExperts } from '../work/expert.ts'
import type { Handlers } from './handlers.ts'

type CallNames =
  | 'listScoreSheets'
  | 'listEvaluationCalls'
  | 'draftEvaluationCall'
  | 'getEvaluationCall'
  | 'editEvaluationCall'
  | 'publishEvaluationCall'
  | 'closeEvaluationCall'
  | 'applyForEvaluation'
  | 'inviteToEvaluation'
type EvaluationNames =
  | 'listMyCalls'
  | 'getMyCall'
  | 'listEvaluations'
  | 'getEvaluation'
  | 'saveSelfAssessment'
  | 'fileSelfAssessment'
  | 'listPanelCandidates'
  | 'namePanel'
  | 'proposeDemotion'
  | 'listMyPanels'
  | 'getPanel'
  | 'declareForPanel'
  | 'savePanelScores'
  | 'handInScores'
  | 'castBallot'
  | 'listExperts'
  | 'addExpert'
  | 'endExpert'

export const evaluationHandlers: Pick<Handlers, CallNames | EvaluationNames> = {
  listScoreSheets: ({ desk }) => viewScoreSheets(desk),
  listEvaluationCalls: ({ desk }) => listCalls(desk),
  draftEvaluationCall: ({ desk, body }) => draftCall(desk, body),
  getEvaluationCall: ({ desk, params }) => getCall(desk, params.id),
  editEvaluationCall: ({ desk, params, body }) => editCall(desk, params.id, body),
  publishEvaluationCall: ({ desk, params, body }) => publishCall(desk, params.id, body.seen),
  closeEvaluationCall: ({ desk, params, body }) => closeCall(desk, params.id, body.seen),
  applyForEvaluation: ({ desk, params, body }) => applyForEvaluation(desk, params.id, body.code),
  inviteToEvaluation: ({ desk, params, body }) => inviteToEvaluation(desk, params.id, body.code),
  listEvaluations: ({ desk, query }) => listEvaluations(desk, query),
  getEvaluation: ({ desk, params }) => getEvaluation(desk, params.id),
  saveSelfAssessment: ({ desk, params, body }) => saveSelf(desk, params.id, body),
  fileSelfAssessment: ({ desk, params, body }) => fileSelf(desk, params.id, body.seen),
  listPanelCandidates: ({ desk, params }) => listCandidates(desk, params.id),
  namePanel: ({ desk, params, body }) => namePanel(desk, params.id, body),
  proposeDemotion: ({ desk, params, body }) => proposeDemotion(desk, { code: params.id, ...body }),
  listMyCalls: ({ desk }) => listMyCalls(desk),
  getMyCall: ({ desk, params }) => getMyCall(desk, params.id),
  listMyPanels: ({ desk }) => listMyPanels(desk),
  getPanel: ({ desk, params }) => getPanel(desk, params.id),
  declareForPanel: ({ desk, params, body }) => declareForPanel(desk, params.id, body),
  savePanelScores: ({ desk, params, body }) => saveScores(desk, params.id, body),
  handInScores: ({ desk, params, body }) => handInScores(desk, params.id, body.seen),
  listExperts: ({ desk }) => listExperts(desk),
  addExpert: ({ desk, body }) => addExpert(desk, body),
  endExpert: ({ desk, params, body }) => endExpert(desk, params.id, body.reason),
  castBallot: ({ desk, params, body }) => castBallot(desk, params.id, body),
}
