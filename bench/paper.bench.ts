import { readFileSync } from 'node:fs'
import { ANNUAL_REPORT } from '../src/domain/annual-report.ts'
import { actionOf } from '../src/domain/case.ts'
import { letterValues } from '../src/domain/letter.ts'
import type { LetterGround } from '../src/domain/letter-ground.ts'
import { fillPaper } from '../src/domain/paper.ts'
import type { PaperSheet } from '../src/domain/paper-layout.ts'
import { samplePaperValues } from '../src/domain/paper-sample.ts'
import { readPaperTemplate, isTemplateFault } from '../src/domain/paper-template.ts'
import { pressed } from '../src/store/paper-press.ts'
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

// The thread starts right after the server listens; whoever asks at once waits for it, whoever asks later does not.
const atOnce = await timed(() => pressed('pdf', letter()))
printFigure('PDF asked for at the very start of the paper thread', atOnce.seconds * 1000, 'ms')
for (const [name, format] of [
  ['Word file', 'docx'],
  ['PDF', 'pdf'],
] as const) {
  const times: number[] = []
  const first = await timed(() => pressed(format, letter()))
  for (let run = 0; run < 20; run += 1) times.push((await timed(() => pressed(format, letter()))).seconds * 1000)
  printFigure(`${name} of a decision of two pages, the first that is asked for`, first.seconds * 1000, 'ms', LIMIT)
  printFigure(`${name} of a decision of two pages, median of 20`, median(times), 'ms', LIMIT)
}

const decide = actionOf(ANNUAL_REPORT, 'decide')
const ground: LetterGround = {
  definition: ANNUAL_REPORT,
  action: decide,
  form: { reason: '逾期未建', evidence: '登记人数', reply: '未采纳', cureBy: '2024-10-01' },
  actions: [
    {
      action: 'notify',
      party: 'authority',
      by: 1,
      day: '2024-07-01',
      form: { outcome: 'absent', rules: ['order27.absent'] },
    },
  ],
  judgement: {
    pass: 'annualReport',
    policy: 'cn-example-2018',
    asOf: '2024-07-01',
    facts: [],
    findings: [],
    proposal: { outcome: '', text: { zh: '', en: '' }, because: [], followUps: [], remedies: [] },
  },
  policyTitle: { zh: '样例规则包', en: 'example' },
  subject: { year: 2023 },
  names: { authority: '样例市民政局', superior: '样例省民政厅' },
  decided: undefined,
  noticeServedOn: null,
  appealDays: 60,
  certificates: { certificateFromGrade: '3A', certificateReturnDays: 15 },
  today: '2024-07-11',
  dueOn: '2024-07-22',
}
const made: number[] = []
for (let run = 0; run < 20; run += 1) {
  const { seconds } = await timed(async () => {
    const template = readPaperTemplate(JSON.parse(readFileSync('templates/adverse-decision.json', 'utf8')))
    if (isTemplateFault(template)) throw new Error('The template is none.')
    const named = { 'office.name': '样例市民政局', 'organization.name': '样例市青禾社会工作服务中心' }
    const values = { ...letterValues(template.kind, ground), ...named }
    const model = fillPaper(template, values, { number: '常民管决〔2024〕3号', issuedOn: '2024-07-11', language: 'zh' })
    await pressed('pdf', { ...letter(), model })
  })
  made.push(seconds * 1000)
}
printFigure('letter of a case, from its form to the PDF, median of 20', median(made), 'ms', LIMIT)
