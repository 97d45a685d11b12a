import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FastifyReply } from 'fastify'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A finished file to be sent; `remove` is what to take away afterwards. */
export type FileAnswer = {
  readonly path: string
  readonly name: string
  readonly type: string
  readonly remove: string
  /** For the browser to show instead of to save. */
  readonly isShown?: boolean
}

/** Has a file written into a private folder of its own. */
export async function fileAnswer(
  name: string,
  type: string,
  write: (path: string) => Promise<unknown>,
): Promise<FileAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'trefoil-out-'))
  const path = join(folder, 'file')
  try {
    await write(path)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return { path, name, type, remove: dirname(path) }
}

export async function sendFile(reply: FastifyReply, answer: FileAnswer): Promise<FastifyReply> {
  const { size } = await stat(answer.path)
  const stream = createReadStream(answer.path)
  stream.on('close', () => void rm(answer.remove, { recursive: true, force: true }))
  return reply
    .type(answer.type)
    .header('content-length', size)
    .header(
      'content-disposition',
      `${answer.isShown === true ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
    )
    .send(stream)
}
