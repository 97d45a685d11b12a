import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PaperField } from './paper-field.ts'
import { PAPER_KIND_NAMES, paperKindOf } from './paper-kind.ts'
import { samplePaperValues } from './paper-sample.ts'
import {
  readPaperTemplate,
  isTemplateFault,
  templateFaults,
  templateFaultText,
  type PaperTemplate,
} from './paper-template.ts'
import {
  fillPaper,
  paperNumber,
  paperPrefix,
  paperText,
  shownCode,
  typedCode,
  valueFaults,
  verificationCode,
} from './paper.ts'
import { Refusal } from './refusal.ts'

const FRAME = { number: null, issuedOn: null, language: 'zh' } as const
const SHIPPED = readdirSync('templates').map((file): PaperTemplate => {
  const read = readPaperTemplate(JSON.parse(readFileSync(`templates/${file}`, 'utf8')))
  if (isTemplateFault(read)) throw new Error(`${file} is no template`)
  return read
})

function shipped(id: string): PaperTemplate {
  const found = SHIPPED.find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no template ${id}.`)
  return found
}

describe('the shipped templates', () => {
  test('serve every kind of paper', () => {
    expect(new Set(SHIPPED.map(({ kind }) => kind))).toEqual(new Set(PAPER_KIND_NAMES))
  })

  test.each(SHIPPED.map((one) => [one.id, one] as const))(
    '%s can be used and is marked as example text',
    (_id, one) => {
      expect([templateFaults(one), one.isExample]).toEqual([[], true])
    },
  )

  test.each(SHIPPED.map((one) => [one.id, one] as const))('%s fills with its samples in both languages', (_id, one) => {
    for (const language of ['zh', 'en'] as const) {
      const text = paperText(fillPaper(one, samplePaperValues(one.kind), { ...FRAME, language }))
      expect(text).not.toMatch(/\{\{|\}\}|undefined|。。|\d{4}-\d{2}-\d{2}/)
    }
  })
})

describe('a template is refused', () => {
  const gap = shipped('gap-notice')
  const faultOf = (change: Partial<PaperTemplate>) => {
    const [fault] = templateFaults({ ...gap, ...change })
    return fault === undefined ? undefined : [fault.code, fault.at, fault.field]
  }
  test.each<[string, Partial<PaperTemplate>, readonly string[]]>([
    [
      'with a field that its kind does not have',
      { title: { zh: '关于{{matters}}', en: '{{matters}}' } },
      ['unknown', 'title', 'matters'],
    ],
    ['with a brace alone', { closing: { zh: '特此{{告知', en: 'x' } }, ['brace', 'closing', '']],
    ['with an empty text', { closing: { zh: ' ', en: 'x' } }, ['blank', 'closing', '']],
    ['with a text that is not translated', { closing: { zh: '特此告知。' } }, ['translation', 'closing', '']],
    [
      'with an optional field that may stay blank',
      { closing: { zh: '{{organization.code}}', en: '{{organization.code}}' } },
      ['optional', 'closing', 'organization.code'],
    ],
    [
      'with a list outside of its repetition',
      { closing: { zh: '{{gaps.text}}', en: '{{gaps.text}}' } },
      ['list', 'closing', 'gaps.text'],
    ],
    [
      'that hangs on what cannot be missing',
      { blocks: [...gap.blocks, { level: 0, text: { zh: '甲', en: 'a' }, when: ['matter'] }] },
      ['when', `paragraph ${gap.blocks.length + 1}`, 'matter'],
    ],
    [
      'that leaves out the day by which to mend',
      { blocks: gap.blocks.filter(({ text }) => !text.zh.includes('mendBy')) },
      ['due', 'template', 'mendBy'],
    ],
  ])('%s', (_what, change, told) => {
    expect(faultOf(change)).toEqual(told)
  })

  test('naming the field and those that exist', () => {
    const [fault] = templateFaults({ ...gap, title: { zh: '{{mater}}', en: '{{mater}}' } })
    if (fault === undefined) throw new Error('no fault')
    const { zh, en } = templateFaultText(fault, paperKindOf('gapNotice'))
    expect([zh.includes('mater'), zh.includes('matter、'), en.includes('mendBy')]).toEqual([true, true, true])
  })

  test('with a decision that tells the remedy of one legal order only', () => {
    const decision = shipped('adverse-decision')
    const blocks = decision.blocks.filter(({ when = [] }) => !when.includes('legalOrder=party'))
    expect(templateFaults({ ...decision, blocks }).map(({ field }) => field)).toEqual([
      'legalOrder',
      'appeal.body',
      'appeal.by',
    ])
  })

  test('with a key that nobody reads', () => {
    expect(readPaperTemplate({ ...gap, colour: 'red' })).toEqual({ code: 'shape', at: 'colour', field: '' })
  })
})

describe('values', () => {
  const values = samplePaperValues('gapNotice')
  const needed = Object.entries(paperKindOf('gapNotice').fields as Record<string, PaperField>)
    .filter(([, { optional }]) => optional !== true)
    .map(([field]) => field)

  test.each(needed)('without %s are refused, never printed as blank', (field) => {
    for (const blank of [undefined, ' ']) {
      const fill = () => fillPaper(shipped('gap-notice'), { ...values, [field]: blank }, FRAME)
      expect(fill).toThrow(Refusal)
      expect(fill).toThrow(field)
    }
  })

  test.each([
    ['a day of no calendar', { mendBy: '2024-02-30' }, 'wrong'],
    ['an item with a hole', { gaps: [{ text: '章程', rule: '', mend: '补' }] }, 'wrong'],
    ['a field of another kind', { grade: '4A' }, 'unknown'],
    ['an identity number', { matter: '成立登记 110101199003074514' }, 'person'],
  ])('with %s are refused', (_what, change, code) => {
    expect(valueFaults('gapNotice', { ...values, ...change }).map((fault) => fault.code)).toEqual([code])
  })

  test('with a credit code are no identity number', () => {
    expect(valueFaults('gapNotice', { ...values, matter: '52320499123456788A' })).toEqual([])
  })
})

describe('a filled paper', () => {
  test('numbers its paragraphs as GB/T 9704 says, and writes days without zeros', () => {
    const paper = fillPaper(shipped('adverse-decision'), samplePaperValues('adverseDecision'), {
      number: paperNumber('常民管决', 2024, 3),
      issuedOn: '2024-07-11',
      language: 'zh',
    })
    const marks = paper.lines.filter(({ level }) => level === 1 || level === 3).map(({ mark }) => mark)
    expect(marks.slice(0, 5)).toEqual(['一、', '1.', '2.', '二、', '1.'])
    expect([paper.number, paper.day]).toEqual(['常民管决〔2024〕3号', '2024年7月11日'])
  })

  test('tells the remedy of its legal order alone', () => {
    const text = (legalOrder: string) =>
      paperText(fillPaper(shipped('adverse-decision'), { ...samplePaperValues('adverseDecision'), legalOrder }, FRAME))
    expect([text('state').includes('行政复议'), text('state').includes('上一级党组织')]).toEqual([true, false])
    expect([text('party').includes('行政复议'), text('party').includes('上一级党组织')]).toEqual([false, true])
  })

  test('says the score and explains the veto only where there is one', () => {
    const {
      'veto.reason': _reason,
      'veto.grade': _grade,
      'veto.rule': _rule,
      'veto.cureBy': _cure,
      ...plain
    } = samplePaperValues('evaluationResult')
    const text = (values: typeof plain) => paperText(fillPaper(shipped('evaluation-result'), values, FRAME))
    expect([text(plain).includes('否决'), text(plain).includes('得分')]).toEqual([false, true])
    expect(text(samplePaperValues('evaluationResult'))).toContain('适用一票否决的理由')
  })

  test('does not read a value as a template', () => {
    const values = { ...samplePaperValues('gapNotice'), matter: '{{policy}}' }
    expect(fillPaper(shipped('gap-notice'), values, FRAME).title).toContain('{{policy}}')
  })

  test('is the same text for the same template and values', () => {
    const make = () => paperText(fillPaper(shipped('founding-reply'), samplePaperValues('foundingReply'), FRAME))
    expect(make()).toBe(make())
  })
})

test('the mark of the form stands between code and year', () => {
  expect(['notice', 'adverseDecision', 'letter'].map((kind) => paperPrefix('常民管', kind as 'notice'))).toEqual([
    '常民管',
    '常民管决',
    '常民管函',
  ])
})

describe('a verification code', () => {
  test('is twelve letters that are typed without care', () => {
    const code = verificationCode(Uint8Array.from({ length: 12 }, (_, index) => index * 21))
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
    expect(typedCode(` ${shownCode(code).toLowerCase()} `)).toBe(code)
  })

  test.each([
    ['oil0-1234-5678', '011012345678'],
    ['1234-5678', undefined],
    ['ABCDEFGHJKMU', undefined],
  ])('%s is read as %s', (typed, code) => {
    expect(typedCode(typed)).toBe(code)
  })
})
