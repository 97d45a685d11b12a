import { closeCensus, freezeCensus, getProgress, remindCensus } from '../work/census-run.ts'
import { takeReturns, writeReturns } from '../work/census-book.ts'
import { saveReturn, submitReturn } from '../work/census-answer.ts'
import { openCensus } from '../work/census-open.ts'
import { listCensusReports } from '../work/census-report.ts'
import { actOnReturn, confirmUnchanged, getReturn, listReturns } from '../work/census-return.ts'
import { draftCensus, editCensus, getCensus, listCensuses, previewCensus, viewQuestionSets } from '../work/census.ts'
import { fileAnswer, XLSX } from './file-answer.ts'
import type { Handlers } from './handlers.ts'
import { partsOf } from './import-routes.ts'

type Names =
  | 'listQuestionSets'
  | 'listCensuses'
  | 'draftCensus'
  | 'getCensus'
  | 'editCensus'
  | 'previewCensus'
  | 'openCensus'
  | 'getProgress'
  | 'listCensusReturns'
  | 'listMyReturns'
  | 'getReturn'
  | 'saveReturn'
  | 'submitReturn'
  | 'actOnReturn'
  | 'confirmUnchanged'
  | 'remindCensus'
  | 'closeCensus'
  | 'freezeCensus'
  | 'listCensusReports'
  | 'exportReturns'
  | 'importReturns'

export const censusHandlers: Pick<Handlers, Names> = {
  listQuestionSets: async ({ desk }) => ({ sets: await viewQuestionSets(desk) }),
  listCensuses: async ({ desk }) => ({ censuses: await listCensuses(desk) }),
  draftCensus: ({ desk, body }) => draftCensus(desk, body),
  getCensus: ({ desk, params }) => getCensus(desk, params.id),
  editCensus: ({ desk, params, body }) => editCensus(desk, params.id, body),
  previewCensus: ({ desk, params }) => previewCensus(desk, params.id),
  openCensus: ({ desk, params }) => openCensus(desk, params.id),
  getProgress: ({ desk, params }) => getProgress(desk, params.id),
  listCensusReturns: ({ desk, params, query }) => listReturns(desk, params.id, query),
  listMyReturns: ({ desk, query }) => listReturns(desk, undefined, query),
  getReturn: ({ desk, params }) => getReturn(desk, params.id),
  saveReturn: ({ desk, params, body }) => saveReturn(desk, params.id, body),
  submitReturn: ({ desk, params, body }) => submitReturn(desk, params.id, body.seen),
  actOnReturn: ({ desk, params, body }) => actOnReturn(desk, params.id, body),
  confirmUnchanged: ({ desk, params }) => confirmUnchanged(desk, params.id),
  remindCensus: ({ desk, params, body }) => remindCensus(desk, params.id, body),
  closeCensus: ({ desk, params }) => closeCensus(desk, params.id),
  freezeCensus: ({ desk, params, body }) => freezeCensus(desk, params.id, body.reason),
  exportReturns: ({ desk, params }) => fileAnswer('census.xlsx', XLSX, (path) => writeReturns(desk, params.id, path)),
  importReturns: ({ desk, params, request }) => takeReturns(desk, params.id, partsOf(request)),
  listCensusReports: async ({ desk, params }) => ({ reports: await listCensusReports(desk, params.id) }),
}
