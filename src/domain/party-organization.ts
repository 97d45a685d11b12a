import type { Text } from './refusal.ts'

/** Three axes that everyday speech mixes (domain.md 0.2): level, formation, nature. */
export const LEVELS = ['committee', 'generalBranch', 'branch'] as const
export type Level = (typeof LEVELS)[number]

export const FORMATIONS = ['independent', 'joint', 'industry', 'regional'] as const
export type Formation = (typeof FORMATIONS)[number]

export const NATURES = ['formal', 'temporary', 'functional', 'floating'] as const
export type Nature = (typeof NATURES)[number]

export const LEVEL_NAMES: Readonly<Record<Level, Text>> = {
  committee: { zh: '党委', en: 'committee' },
  generalBranch: { zh: '党总支', en: 'general branch' },
  branch: { zh: '党支部', en: 'branch' },
}

export const FORMATION_NAMES: Readonly<Record<Formation, Text>> = {
  independent: { zh: '单独', en: 'independent' },
  joint: { zh: '联合', en: 'joint' },
  industry: { zh: '行业', en: 'industry' },
  regional: { zh: '区域', en: 'regional' },
}

export const NATURE_NAMES: Readonly<Record<Nature, Text>> = {
  formal: { zh: '正式', en: 'formal' },
  temporary: { zh: '临时', en: 'temporary' },
  functional: { zh: '功能型', en: 'functional' },
  floating: { zh: '流动党员', en: 'floating-member' },
}
