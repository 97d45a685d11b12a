import type { CaseDefinition, FormField } from './case.ts'
import { NOTE, REASON } from './case-field.ts'

/** The passes whose favourable outcomes are looked at again, a share of them at random. */
export const LOOKED_AT_AGAIN: readonly string[] = ['registration', 'annualReport', 'evaluation']

/** The draw is a whole number from 0 up to here; it falls where it is below the share of the pack. */
export const DRAWS = 10_000

export function isDrawn(draw: number, percent: number): boolean {
  return draw < (percent * DRAWS) / 100
}

function drawn(key: string, zh: string, en: string): FormField {
  return { key, kind: 'count', label: { zh, en }, hidden: true }
}

/** What the deciding desk makes of it when it is asked to look again; the outcome itself is changed by its own case only. */
export const ANSWERS_TO_LOOK = {
  stands: { zh: '再次核对后，原结论不变', en: 'looked again, the result stands' },
  acted: { zh: '已在相应程序中另行处理', en: 'dealt with in a case of its own' },
} as const

/**
 * A second look at a case that passed, drawn at random when it passed: the officer who passed it opens this case by the
 * same act, so that somebody else has to look. It changes no outcome and is never one against anybody.
 */
export const SECOND_LOOK: CaseDefinition = {
  kind: 'secondLook',
  name: { zh: '抽查复核', en: 'second look' },
  parties: {
    authority: { zh: '作出结论的单位', en: 'desk that decided' },
    reviewer: { zh: '复核单位', en: 'desk that looks again' },
  },
  states: {
    drawn: {
      name: { zh: '待抽查复核', en: 'to be looked at again' },
      waits: 'reviewer',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    asked: {
      name: { zh: '请原单位再看', en: 'the desk is asked to look again' },
      waits: 'authority',
      clock: { parameter: 'reviewDays', counted: 'working' },
    },
    agreed: { name: { zh: '复核一致', en: 'agreed' }, waits: null },
    answered: { name: { zh: '原单位已答复', en: 'answered by the desk' }, waits: null },
  },
  actions: {
    draw: {
      name: { zh: '随机抽中', en: 'drawn at random' },
      from: [],
      to: 'drawn',
      by: ['authority'],
      isWithin: true,
      form: [
        drawn('draw', '随机数（0–9999）', 'number drawn (0–9999)'),
        drawn('percent', '抽查比例（%）', 'share (%)'),
      ],
    },
    agree: {
      name: { zh: '复核一致', en: 'agree' },
      from: ['drawn'],
      to: 'agreed',
      by: ['reviewer'],
      notByActorOf: ['draw'],
      decides: 'otherwise',
      form: [NOTE],
    },
    askAgain: {
      name: { zh: '请原单位再看', en: 'ask to look again' },
      from: ['drawn'],
      to: 'asked',
      by: ['reviewer'],
      notByActorOf: ['draw'],
      decides: 'otherwise',
      form: [REASON],
    },
    answer: {
      name: { zh: '答复', en: 'answer' },
      from: ['asked'],
      to: 'answered',
      by: ['authority'],
      form: [
        {
          key: 'result',
          kind: 'choice',
          label: { zh: '再看的结果', en: 'what came of it' },
          needed: true,
          choices: ANSWERS_TO_LOOK,
        },
        REASON,
      ],
    },
  },
}
