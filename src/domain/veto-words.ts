import type { VetoCondition, VetoEffect } from './gate-policy.ts'
import type { Text } from './refusal.ts'

/** When the veto falls, in words. */
export const CONDITION_WORDS: Readonly<Record<VetoCondition, Text>> = {
  dueNotBuilt: {
    zh: '应建未建党组织（期限已过）',
    en: 'a Party organization should have been set up and was not, past the days of grace',
  },
  dueNotBuiltOrNoWork: {
    zh: '应建未建党组织（期限已过），或没有党的工作覆盖',
    en: 'a Party organization should have been set up and was not, past the days of grace, or there is no work coverage',
  },
  noPartyOrganization: { zh: '未建立党组织', en: 'there is no Party organization' },
}

/** What it does. */
export const EFFECT_WORDS: Readonly<Record<VetoEffect, Text>> = {
  capAt: { zh: '等级受限，得分照常保留并告知', en: 'the grade is capped; the score is kept and told' },
  ineligible: { zh: '不予等级，得分照常保留并告知', en: 'no grade is given; the score is kept and told' },
}
