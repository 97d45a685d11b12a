import type { Text } from './refusal.ts'

export type RefusalGround = {
  readonly text: Text
  /** Articles of the regulations on associations (2016 text), on service institutions (1998) and on foundations (2004). */
  readonly source: Text
  /** Assumed where the regulation has a condition but does not list its absence among the grounds. */
  readonly confidence: 'verified' | 'assumed'
}

/**
 * The grounds on which a registration may be refused: a closed list (domain.md 0.8, 2.6). No lack of Party-building is
 * among them, and none can be added in a case.
 */
export const REFUSAL_GROUNDS = {
  purpose: {
    text: {
      zh: '有根据证明宗旨、业务范围不符合条例第四条的规定',
      en: 'purpose or scope is proved to be against article 4 of the regulation',
    },
    source: {
      zh: '社团条例第十三条（一）、民非条例第十一条（一）',
      en: 'associations art. 13 (1), service institutions art. 11 (1)',
    },
    confidence: 'verified',
  },
  notNeeded: {
    text: {
      zh: '同一行政区域内已有业务范围相同或者相似的组织，没有必要成立',
      en: 'there is one of the same or a similar scope in the area, and no need for another',
    },
    source: {
      zh: '社团条例第十三条（二）、民非条例第十一条（三）',
      en: 'associations art. 13 (2), service institutions art. 11 (3)',
    },
    confidence: 'verified',
  },
  capacity: {
    text: {
      zh: '发起人、拟任负责人不具备条例要求的资格',
      en: 'a founder or head lacks the capacity that the regulation asks for',
    },
    source: {
      zh: '社团条例第十三条（三）、民非条例第十一条（四）、基金会条例第二十三条',
      en: 'associations art. 13 (3), service institutions art. 11 (4), foundations art. 23',
    },
    confidence: 'verified',
  },
  deceit: {
    text: { zh: '在申请登记时弄虚作假', en: 'deceit in the application' },
    source: {
      zh: '社团条例第十三条（四）、民非条例第十一条（二）',
      en: 'associations art. 13 (4), service institutions art. 11 (2)',
    },
    confidence: 'verified',
  },
  prohibited: {
    text: {
      zh: '有法律、行政法规禁止的其他情形（须写明条款）',
      en: 'another case that a law or administrative regulation forbids; its article is to be named',
    },
    source: {
      zh: '社团条例第十三条（五）、民非条例第十一条（五）',
      en: 'associations art. 13 (5), service institutions art. 11 (5)',
    },
    confidence: 'verified',
  },
  conditions: {
    text: {
      zh: '不具备条例规定的成立条件（会员、名称、住所、人员、资金）',
      en: 'a condition of the regulation is not met: members, name, domicile, staff or funds',
    },
    source: {
      zh: '社团条例第十条、民非条例第八条、基金会条例第八条；待核实',
      en: 'associations art. 10, service institutions art. 8, foundations art. 8; to be verified',
    },
    confidence: 'assumed',
  },
} as const satisfies Readonly<Record<string, RefusalGround>>

/** A ground with the articles that it rests on, as it is ticked and told. */
export function groundText({ text, source }: RefusalGround): Text {
  return { zh: `${text.zh}（${source.zh}）`, en: `${text.en} (${source.en})` }
}
