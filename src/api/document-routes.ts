import { writeFile } from 'node:fs/promises'
import { isShowable, MAX_DOCUMENT_BYTES } from '../domain/document.ts'
import { getDocumentFile, listDocuments, takeDocument, withdrawDocument } from '../work/document.ts'
import { fileAnswer } from './file-answer.ts'
import type { Handlers } from './handlers.ts'
import { partsOf } from './import-routes.ts'

type DocumentNames = 'listDocuments' | 'addDocument' | 'downloadDocument' | 'withdrawDocument'

export const documentHandlers: Pick<Handlers, DocumentNames> = {
  listDocuments: ({ desk, query }) => listDocuments(desk, query),
  addDocument: ({ desk, request }) => takeDocument(desk, partsOf(request, { fileSize: MAX_DOCUMENT_BYTES + 1 })),
  downloadDocument: async ({ desk, params, query }) => {
    const { name, mediaType, bytes } = await getDocumentFile(desk, params.id)
    const answer = await fileAnswer(name, mediaType, (path) => writeFile(path, bytes))
    return { ...answer, isShown: query.shown === true && isShowable(mediaType) }
  },
  withdrawDocument: ({ desk, params, body }) => withdrawDocument(desk, params.id, body.why),
}
