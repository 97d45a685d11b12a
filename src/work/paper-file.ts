import { dayWords } from '../domain/day-words.ts'
import { shownCode } from '../domain/paper.ts'
import type { PaperSheet } from '../domain/paper-layout.ts'
import { pressed } from '../store/paper-press.ts'
import { reading, type Desk } from './desk.ts'
import { modelOf, numberOfPaper } from './paper.ts'
import { getPaper } from './paper-write.ts'

export const PAPER_FORMATS = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  pdf: { type: 'application/pdf' },
} as const
export type PaperFormat = keyof typeof PAPER_FORMATS

export type PaperFileOrder = {
  readonly format: PaperFormat
  readonly language: 'zh' | 'en'
  /** The address of this instance, where a code is checked. */
  readonly address: string
}

/** A paper as Word or PDF, made of its words when it is asked for; the words are read in one snapshot. */
export async function getPaperFile(
  desk: Desk,
  id: string,
  { format, language, address }: PaperFileOrder,
): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
  const file = await reading(desk, (tx) => getPaper(tx, id))
  const code = file.code === null ? null : shownCode(file.code)
  const sheet: PaperSheet = {
    model: modelOf(file, language),
    state: file.state,
    withdrawn: file.withdrawnOn === null ? null : dayWords(file.withdrawnOn)[language],
    check: code === null ? null : { code, address: `${address}/verify/${code}` },
  }
  const { type } = PAPER_FORMATS[format]
  const name = `${numberOfPaper(file) ?? '草稿'} ${file.title}`.slice(0, 120)
  return {
    name: `${name.replace(/[\\/:*?"<>|]/g, '')}.${format}`,
    mediaType: type,
    bytes: await pressed(format, sheet),
  }
}
