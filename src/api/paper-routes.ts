import { writeFile } from 'node:fs/promises'
import {
  editPaper,
  getPaperView,
  issuePaperNow,
  listPapers,
  servePaper,
  withdrawPaper,
  writePaper,
} from '../work/paper.ts'
import { getPaperFile } from '../work/paper-file.ts'
import { listPaperOffices, listPaperTemplates, savePaperTemplate, setPaperOffice } from '../work/paper-template.ts'
import { verifyPaper } from '../work/paper-verify.ts'
import { fileAnswer } from './file-answer.ts'
import type { Handlers } from './handlers.ts'

type PaperNames =
  | 'listPapers'
  | 'writePaper'
  | 'getPaper'
  | 'downloadPaper'
  | 'editPaper'
  | 'issuePaper'
  | 'servePaper'
  | 'withdrawPaper'
  | 'verifyPaper'
  | 'listPaperOffices'
  | 'setPaperOffice'
  | 'listPaperTemplates'
  | 'savePaperTemplate'

export const paperHandlers: Pick<Handlers, PaperNames> = {
  listPapers: ({ desk, query }) => listPapers(desk, query),
  writePaper: ({ desk, body }) => writePaper(desk, body),
  getPaper: ({ desk, params }) => getPaperView(desk, params.id),
  downloadPaper: async ({ desk, params, query, request }) => {
    const { format = 'docx', language = 'zh' } = query
    const address = `${request.protocol}://${request.host}`
    const { name, mediaType, bytes } = await getPaperFile(desk, params.id, { format, language, address })
    return fileAnswer(name, mediaType, (path) => writeFile(path, bytes))
  },
  editPaper: ({ desk, params, body }) => editPaper(desk, params.id, body),
  issuePaper: ({ desk, params, body }) => issuePaperNow(desk, params.id, body),
  servePaper: ({ desk, params, body }) => servePaper(desk, params.id, body),
  withdrawPaper: ({ desk, params, body }) => withdrawPaper(desk, params.id, body),
  verifyPaper: ({ desk, params }) => verifyPaper(desk, params.code),
  listPaperOffices: ({ desk }) => listPaperOffices(desk),
  setPaperOffice: ({ desk, params, body }) => setPaperOffice(desk, { office: params.office, ...body }),
  listPaperTemplates: ({ desk, query }) => listPaperTemplates(desk, query.office),
  savePaperTemplate: ({ desk, params, body }) => savePaperTemplate(desk, params.template, body),
}
