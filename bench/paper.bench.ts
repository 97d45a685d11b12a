import { readFileSync } from 'node:fs'
import { fillPaper } from '../src/domain/paper.ts'
import type { PaperSheet } from '../src/domain/paper-layout.ts'
import { samplePaperValues } from '../src/domain/paper-sample.ts'
import { readPaperTemplate, isTemplateFault } from '../src/domain/paper-template.ts'
import { paperDocx } from '../src/store/paper-docx.ts'
import { paperPdf } from '../src/store/paper-pdf.ts'
import { median, printFigure, timed } from './figures.ts'

const LIMIT = '<= 1000 ms'

function letter(): PaperSheet {
  const template = readPaperTemplate(JSON.parse(readFileSync('templates/adverse-decision.json', 'utf8')))
  if (isTemplateFault(template)) throw new Error('The template is none.')
  const frame = { number: '常民管决〔2024〕3号', issuedOn: '2024-07-11', language: 'zh' as const }
  const model = fillPaper(template, samplePaperValues(template.kind), frame)
  return {
    model,
    state: 'issued',
    withdrawn: null,
    check: { code: 'ABCD-EFGH-JKMN', address: 'https://trefoil.example' },
  }
}

for (const [name, write] of [
  ['Word file', paperDocx],
  ['PDF', paperPdf],
] as const) {
  const first = await timed(() => write(letter()))
  const times: number[] = []
  for (let run = 0; run < 20; run += 1) times.push((await timed(() => write(letter()))).seconds * 1000)
  printFigure(`${name} of a decision of two pages, the first since the start`, first.seconds * 1000, 'ms', LIMIT)
  printFigure(`${name} of a decision of two pages, median of 20`, median(times), 'ms', LIMIT)
}
