import type { exportOfficial, getCoverage, getGaps, getOfficial } from '../../contract/analysis.ts'
import type { getCalendarYear, overruleDay, withdrawDay } from '../../contract/calendar.ts'
import type {
  actInCase,
  findCaseNeighbours,
  getCase,
  listCases,
  listQueues,
  previewLetters,
  requestCorrection,
} from '../../contract/case.ts'
import type {
  addToAgenda,
  callConference,
  decideQuestion,
  getConference,
  giveTask,
  keepMinutes,
  listConferences,
} from '../../contract/conference.ts'
import type * as evaluation from '../../contract/evaluation.ts'
import type * as call from '../../contract/evaluation-call.ts'
import type * as expert from '../../contract/expert.ts'
import type { addDocument, listDocuments, withdrawDocument } from '../../contract/document.ts'
import type { undoEntry } from '../../contract/entry.ts'
import type {
  getRegistrationPapers,
  giveRegistrationPaper,
  listRelatedCases,
  startPartyCase,
  startRegistration,
} from '../../contract/registration.ts'
import type { listCaseJudgements, listCaseOutcomes } from '../../contract/outcome.ts'
import type {
  closeCensus,
  confirmUnchanged,
  draftCensus,
  editCensus,
  freezeCensus,
  getCensus,
  getProgress,
  importReturns,
  listCensusReports,
  listCensuses,
  openCensus,
  previewCensus,
  remindCensus,
} from '../../contract/census.ts'
import type {
  actOnReturn,
  getReturn,
  listCensusReturns,
  listMyReturns,
  saveReturn,
  submitReturn,
} from '../../contract/census-return.ts'
import type { listQuestionSets } from '../../contract/question-set.ts'
import type { discardDraft, getDraft, getDraftSeal, saveDraft } from '../../contract/draft.ts'
import type {
  acceptWords,
  checkAgain,
  checkImport,
  commitImport,
  getBatch,
  listBatchChanges,
  listBatches,
  mapImport,
  stopImport,
  undoImport,
} from '../../contract/import.ts'
import type { getFlow } from '../../contract/flow.ts'
import type { getLife, recordLifeEvent } from '../../contract/life.ts'
import type { enterOrganization, getEntryForm } from '../../contract/organization-entry.ts'
import type {
  confirmByLink,
  dropAddress,
  getNoticeSettings,
  getUnread,
  listNotices,
  markRead,
  saveNoticeSettings,
  setAddress,
  stopByLink,
} from '../../contract/notice.ts'
import type {
  addCoordination,
  claimOrganization,
  confirmAssignments,
  endCoordination,
  resumeCoordination,
  getLineRecord,
  getLines,
  listLineGaps,
  offerHandOver,
  openAssignments,
  previewAssignments,
} from '../../contract/lines.ts'
import type * as evaluationOwn from '../../contract/evaluation-own.ts'
import type * as evaluationPanel from '../../contract/evaluation-panel.ts'
import type * as duplicate from '../../contract/duplicate.ts'
import type * as liaison from '../../contract/liaison.ts'
import type { getOrganization, listOrganizations } from '../../contract/organization.ts'
import type { draftReportYear, listReportYears, proposeListing } from '../../contract/annual-report.ts'
import type * as paper from '../../contract/paper.ts'
import type * as paperTemplate from '../../contract/paper-template.ts'
import type { getPasses } from '../../contract/passes.ts'
import type { listBodies, listPlaces, listPolicies } from '../../contract/place.ts'
import type { getPlan, listPlans, solvePlan, stopPlan } from '../../contract/plan.ts'
import type { previewRegisterBatch, stateRegisterBatch } from '../../contract/register-batch.ts'
import type * as systems from '../../contract/system.ts'
import type { listEndingGrades, listInquiries } from '../../contract/grade.ts'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../contract/route.ts'
import type { changeView, listSavedViews, saveLayout, saveView, withdrawView } from '../../contract/saved-view.ts'
import type { demoAccounts, signIn, signOut, whoAmI } from '../../contract/session.ts'
import type * as visit from '../../contract/visit.ts'
import { errorOfAnswer, noAnswer } from './ask-error.ts'

type AnyRoute =
  | typeof getCoverage
  | typeof getOfficial
  | typeof exportOfficial
  | typeof getGaps
  | typeof listBatches
  | typeof checkImport
  | typeof getBatch
  | typeof mapImport
  | typeof acceptWords
  | typeof checkAgain
  | typeof listBatchChanges
  | typeof commitImport
  | typeof stopImport
  | typeof undoImport
  | typeof listOrganizations
  | typeof getOrganization
  | typeof listPlaces
  | typeof listBodies
  | typeof listPolicies
  | typeof listPlans
  | typeof listReportYears
  | typeof draftReportYear
  | typeof proposeListing
  | typeof solvePlan
  | typeof getPlan
  | typeof stopPlan
  | typeof listCases
  | typeof listQueues
  | typeof findCaseNeighbours
  | typeof getCase
  | typeof actInCase
  | typeof previewLetters
  | typeof requestCorrection
  | typeof listCaseJudgements
  | typeof listCaseOutcomes
  | typeof getRegistrationPapers
  | typeof giveRegistrationPaper
  | typeof listRelatedCases
  | typeof startPartyCase
  | typeof startRegistration
  | typeof evaluation.listEvaluations
  | typeof evaluation.getEvaluation
  | typeof evaluation.listPanelCandidates
  | typeof evaluation.namePanel
  | typeof evaluation.proposeDemotion
  | typeof call.listScoreSheets
  | typeof call.listEvaluationCalls
  | typeof call.draftEvaluationCall
  | typeof call.getEvaluationCall
  | typeof call.editEvaluationCall
  | typeof call.publishEvaluationCall
  | typeof call.closeEvaluationCall
  | typeof call.inviteToEvaluation
  | typeof expert.listExperts
  | typeof expert.addExpert
  | typeof expert.endExpert
  | typeof addDocument
  | typeof listDocuments
  | typeof withdrawDocument
  | typeof undoEntry
  | typeof actOnReturn
  | typeof closeCensus
  | typeof confirmUnchanged
  | typeof draftCensus
  | typeof editCensus
  | typeof freezeCensus
  | typeof getCensus
  | typeof getProgress
  | typeof getReturn
  | typeof listCensusReports
  | typeof importReturns
  | typeof listCensusReturns
  | typeof listCensuses
  | typeof listMyReturns
  | typeof listQuestionSets
  | typeof openCensus
  | typeof previewCensus
  | typeof remindCensus
  | typeof saveReturn
  | typeof submitReturn
  | typeof previewRegisterBatch
  | typeof stateRegisterBatch
  | typeof listSavedViews
  | typeof saveView
  | typeof changeView
  | typeof withdrawView
  | typeof saveLayout
  | typeof getDraft
  | typeof saveDraft
  | typeof discardDraft
  | typeof getDraftSeal
  | typeof enterOrganization
  | typeof getLife
  | typeof recordLifeEvent
  | typeof getFlow
  | typeof evaluation.saveSelfAssessment
  | typeof evaluation.fileSelfAssessment
  | typeof call.applyForEvaluation
  | typeof evaluationOwn.listMyCalls
  | typeof evaluationOwn.getMyCall
  | typeof evaluationPanel.listMyPanels
  | typeof evaluationPanel.getPanel
  | typeof evaluationPanel.declareForPanel
  | typeof evaluationPanel.savePanelScores
  | typeof evaluationPanel.handInScores
  | typeof evaluationPanel.castBallot
  | typeof getPasses
  | typeof duplicate.answerNotSame
  | typeof duplicate.compareRecords
  | typeof duplicate.listDuplicates
  | typeof duplicate.listNotSame
  | typeof duplicate.listRecordMerges
  | typeof duplicate.mergeRecords
  | typeof duplicate.previewMerge
  | typeof duplicate.takeBackNotSame
  | typeof duplicate.undoMerge
  | typeof getEntryForm
  | typeof getCalendarYear
  | typeof overruleDay
  | typeof withdrawDay
  | typeof listNotices
  | typeof getUnread
  | typeof markRead
  | typeof getNoticeSettings
  | typeof saveNoticeSettings
  | typeof setAddress
  | typeof dropAddress
  | typeof confirmByLink
  | typeof stopByLink
  | typeof getLines
  | typeof listLineGaps
  | typeof openAssignments
  | typeof previewAssignments
  | typeof confirmAssignments
  | typeof offerHandOver
  | typeof claimOrganization
  | typeof getLineRecord
  | typeof addCoordination
  | typeof endCoordination
  | typeof resumeCoordination
  | typeof listConferences
  | typeof callConference
  | typeof getConference
  | typeof addToAgenda
  | typeof decideQuestion
  | typeof keepMinutes
  | typeof giveTask
  | typeof liaison.assignOfficers
  | typeof liaison.correctOfficer
  | typeof visit.correctVisit
  | typeof liaison.createOfficer
  | typeof liaison.endAbsence
  | typeof liaison.getLiaison
  | typeof visit.getLiaisonPack
  | typeof visit.getLiaisonRecord
  | typeof liaison.handOver
  | typeof liaison.importLiaisonBook
  | typeof liaison.listCared
  | typeof liaison.listLiaisonOfficers
  | typeof visit.listVisits
  | typeof visit.logVisit
  | typeof visit.nameContact
  | typeof liaison.proposeOfficers
  | typeof visit.readPhone
  | typeof liaison.undoLiaison
  | typeof systems.listSystems
  | typeof systems.registerSystem
  | typeof systems.revokeSystem
  | typeof systems.rotateSystem
  | typeof listInquiries
  | typeof listEndingGrades
  | typeof paper.listPapers
  | typeof paper.writePaper
  | typeof paper.getPaper
  | typeof paper.editPaper
  | typeof paper.issuePaper
  | typeof paper.servePaper
  | typeof paper.withdrawPaper
  | typeof paper.verifyPaper
  | typeof paperTemplate.listPaperOffices
  | typeof paperTemplate.setPaperOffice
  | typeof paperTemplate.listPaperTemplates
  | typeof paperTemplate.savePaperTemplate
  | typeof signIn
  | typeof signOut
  | typeof whoAmI
  | typeof demoAccounts

/** Every route of the contract by "METHOD /path". */
type Routes = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R }
export type RouteKey = keyof Routes
export type Reply<K extends RouteKey> = ReplyOf<Routes[K]>

/** Fields that are undefined are left out of the request, so optional ones may be given as undefined. */
type Loose<T> = T extends readonly (infer U)[]
  ? readonly Loose<U>[]
  : T extends object
    ? { readonly [F in keyof T]: undefined extends T[F] ? Loose<T[F]> | undefined : Loose<T[F]> }
    : T

type Part<N extends string, T> = [T] extends [undefined] ? unknown : { readonly [F in N]: Loose<T> }
type OptionalPart<N extends string, T> = [T] extends [undefined] ? unknown : { readonly [F in N]?: Loose<T> }

export type Input<K extends RouteKey> = Part<'params', ParamsOf<Routes[K]>> &
  OptionalPart<'query', QueryOf<Routes[K]>> &
  Part<'body', BodyOf<Routes[K]>> & {
    /** For routes that take files. */
    readonly form?: FormData
    /** One for each submission: the caller keeps it where a retry must not act twice. */
    readonly key?: string
    readonly signal?: AbortSignal
  }

type Sent = {
  readonly params?: object
  readonly query?: object
  readonly body?: object
  readonly form?: FormData
  readonly key?: string
  readonly signal?: AbortSignal
}

/** Asks the server. Throws an AskError, which says in both languages what went wrong. */
export async function ask<K extends RouteKey>(route: K, input: Input<K>): Promise<Reply<K>> {
  const sent: Sent = input
  const [method = 'GET', path = '/'] = route.split(' ')
  const answer = await fetch(addressOf(path, sent.params, sent.query), requestOf(method, sent)).catch(
    (error: unknown) => {
      throw sent.signal?.aborted === true ? error : noAnswer()
    },
  )
  if (!answer.ok) throw await errorOfAnswer(answer)
  if (answer.status === 204) return replyOf<K>(undefined)
  return replyOf<K>(await answer.json())
}

/** The edge where the wire becomes typed: the server validates and serializes by the same contract. */
function replyOf<K extends RouteKey>(body: unknown): Reply<K> {
  return body as Reply<K> // the one cast: the contract is the promise of the other side
}

function requestOf(method: string, { body, form, key, signal }: Sent): RequestInit {
  const headers = new Headers({ accept: 'application/json' })
  if (method !== 'GET') headers.set('idempotency-key', key ?? newKey())
  if (body !== undefined) headers.set('content-type', 'application/json')
  return {
    method,
    headers,
    credentials: 'same-origin',
    body: form ?? (body === undefined ? null : JSON.stringify(body)),
    signal: signal ?? null,
  }
}

/** A key for one submission, whatever the number of tries it takes. */
export function newKey(): string {
  return crypto.randomUUID()
}

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The address of a path with its `:parameters` filled in and the query of those fields that say something. */
export function addressOf(path: string, params: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(params))
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(wordOf(values.get(name))))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}
