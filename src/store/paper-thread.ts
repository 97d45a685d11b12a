import { parentPort } from 'node:worker_threads'
import { Refusal } from '../domain/refusal.ts'
import { paperDocx } from './paper-docx.ts'
import { paperPdf } from './paper-pdf.ts'
import { WARM_SHEET, type PressOrder, type PressReply } from './paper-wire.ts'

const WRITERS = { docx: paperDocx, pdf: paperPdf } as const

async function answered({ id, format, sheet }: PressOrder): Promise<PressReply> {
  try {
    return { id, bytes: await WRITERS[format](sheet) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { id, refused: { code: error.code, details: error.details } }
  }
}

const port = parentPort
if (port === null) throw new Error('The paper thread runs as a worker only.')
// One of each before the first is asked for: libraries are loaded, faces unpacked and parsed.
for (const format of ['pdf', 'docx'] as const) await answered({ id: 0, format, sheet: WARM_SHEET })
port.on('message', (order: PressOrder) => {
  void answered(order).then((reply) => port.postMessage(reply))
})
