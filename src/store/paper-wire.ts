import type { PaperSheet } from '../domain/paper-layout.ts'
import type { Refusal } from '../domain/refusal.ts'

export type PaperFileFormat = 'docx' | 'pdf'

/** A file to be made in the paper thread, and what came of it. */
export type PressOrder = { readonly id: number; readonly format: PaperFileFormat; readonly sheet: PaperSheet }
export type PressReply =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly refused: Pick<Refusal, 'code' | 'details'> }

/** A sheet that uses what every paper uses; made once at the start and thrown away. */
export const WARM_SHEET: PaperSheet = {
  model: {
    language: 'zh',
    form: 'decision',
    title: '关于样例的决定书',
    number: '样决〔2024〕1号',
    addressee: '样例协会',
    lines: [
      { level: 1, mark: '一、', text: '认定的事实' },
      { level: 0, mark: '', text: '经审查并听取意见，以下事实截至2024年7月11日，依据和理由写明如下。'.repeat(4) },
    ],
    closing: null,
    attachments: [],
    office: '样例市民政局',
    day: '2024年7月11日',
    copies: null,
    isExample: true,
  },
  state: 'issued',
  withdrawn: null,
  check: { code: 'ABCD-EFGH-JKMN', address: 'https://trefoil.example/verify/ABCD-EFGH-JKMN' },
}
