import { answerNotSame, compareRecords, listAnswers, listDuplicates, takeBackNotSame } from '../work/duplicate.ts'
import { listRecordMerges, mergeRecords, previewMerge, undoMerge } from '../work/record-merge.ts'
import type { Handlers } from './handlers.ts'

type DuplicateNames = 'listDuplicates' | 'compareRecords' | 'listNotSame' | 'answerNotSame' | 'takeBackNotSame'
type MergeNames = 'previewMerge' | 'mergeRecords' | 'undoMerge' | 'listRecordMerges'

export const duplicateHandlers: Pick<Handlers, DuplicateNames | MergeNames> = {
  listDuplicates: ({ desk, query }) => listDuplicates(desk, query),
  compareRecords: ({ desk, query }) => compareRecords(desk, query),
  listNotSame: ({ desk }) => listAnswers(desk),
  answerNotSame: ({ desk, body }) => answerNotSame(desk, body),
  takeBackNotSame: ({ desk, params }) => takeBackNotSame(desk, params.id),
  previewMerge: ({ desk, body }) => previewMerge(desk, body),
  mergeRecords: ({ desk, body }) => mergeRecords(desk, body),
  undoMerge: ({ desk, params }) => undoMerge(desk, params.id),
  listRecordMerges: ({ desk, query }) => listRecordMerges(desk, query.code),
}
