import { expect, test } from 'vitest'
import type { PaperSheet } from '../domain/paper-layout.ts'
import { pressed, warmPress } from './paper-press.ts'
import { WARM_SHEET } from './paper-wire.ts'

const headOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('latin1')
const withTitle = (title: string): PaperSheet => ({ ...WARM_SHEET, model: { ...WARM_SHEET.model, title } })

test('files are made in a thread of their own, several at once, each for who asked for it', async () => {
  warmPress()
  const [word, pdf] = await Promise.all([pressed('docx', WARM_SHEET), pressed('pdf', WARM_SHEET)])
  expect([headOf(word), headOf(pdf)]).toEqual(['PK\u0003\u0004', '%PDF'])
})

test('what is refused there is refused here in the same words, and the next paper is made', async () => {
  const strange = String.fromCodePoint(0x1f9ff)
  await expect(pressed('pdf', withTitle(`甲${strange}乙`))).rejects.toMatchObject({ code: 'PAPER_GLYPHS' })
  expect(headOf(await pressed('pdf', withTitle('甲乙')))).toBe('%PDF')
})
