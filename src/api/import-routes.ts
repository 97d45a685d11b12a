import type { FastifyRequest } from 'fastify'
import {
  acceptWords,
  checkAgain,
  commitBatch,
  getBatch,
  listBatchChanges,
  listMyBatches,
  mapBatch,
  stopBatch,
  undoBatch,
  writeMarked,
} from '../work/batch.ts'
import { MAX_FILE_BYTES, MAX_FILES, takeUpload, type UploadPart } from '../work/batch-upload.ts'
import { XLSX } from './file-answer.ts'
import type { Handlers, House } from './handlers.ts'

type Names =
  | 'listBatches'
  | 'checkImport'
  | 'getBatch'
  | 'mapImport'
  | 'acceptWords'
  | 'checkAgain'
  | 'listBatchChanges'
  | 'commitImport'
  | 'stopImport'
  | 'undoImport'
  | 'markedCopy'

export function importHandlers({ batches: office }: House): Pick<Handlers, Names> {
  return {
    listBatches: async ({ desk }) => ({ batches: await listMyBatches(desk) }),
    checkImport: ({ desk, request }) => takeUpload(desk, office, partsOf(request)),
    getBatch: ({ desk, params, query }) => getBatch(desk, office, params.id, query.from ?? 0),
    mapImport: ({ desk, params, body }) => mapBatch(desk, office, params.id, body),
    acceptWords: ({ desk, params, body }) => acceptWords(desk, office, params.id, body.words),
    listBatchChanges: ({ desk, params, query }) => listBatchChanges(desk, office, params.id, query.from ?? 0),
    checkAgain: ({ desk, params }) => checkAgain(desk, office, params.id),
    commitImport: ({ desk, params, query }) => commitBatch(desk, office, params.id, query.whole ?? false),
    stopImport: ({ desk, params }) => stopBatch(desk, params.id),
    undoImport: ({ desk, params }) => undoBatch(desk, office, params.id),
    markedCopy: async ({ desk, params }) => {
      const path = await writeMarked(desk, office, params.id)
      return { path, name: 'marked.xlsx', type: XLSX, remove: path }
    },
  }
}

/** What an upload may hold; the rest of the request is not read. */
export const UPLOAD_LIMITS = { files: MAX_FILES, fileSize: MAX_FILE_BYTES, fields: 4, fieldSize: 200, headerPairs: 20 }

/** The parts of an upload as they come, streamed. */
export async function* partsOf(
  request: FastifyRequest,
  limits: Partial<typeof UPLOAD_LIMITS> = {},
): AsyncGenerator<UploadPart> {
  for await (const part of request.parts({ limits: { ...UPLOAD_LIMITS, ...limits } })) {
    if (part.type === 'file') yield { kind: 'file', name: part.filename, stream: part.file }
    else yield { kind: 'field', name: part.fieldname, value: String(part.value) }
  }
}
