import type { Text } from './refusal.ts'

/** Kinds of organization: civil-affairs kinds, community organizations on file, and the firms of population P4. */
export const KINDS = ['association', 'foundation', 'service', 'lawFirm', 'accountingFirm', 'taxFirm', 'filed'] as const
export type Kind = (typeof KINDS)[number]

export const STATUSES = ['active', 'liquidating', 'dormant', 'incubating'] as const
export type Status = (typeof STATUSES)[number]

/** The three lines: every organization has exactly one responsible body, in exactly one of them. */
export const LINES = ['civil', 'industry', 'community'] as const
export type Line = (typeof LINES)[number]
/** The number of a line in a scope (place * 64 + number); an industry committee at the top of its tree has one of its own. */
export const LINE_NUMBERS: Readonly<Record<Line, number>> = { civil: 1, community: 2, industry: 3 }

export const GRADES = ['1A', '2A', '3A', '4A', '5A'] as const
export type Grade = (typeof GRADES)[number]

/** domain.md 4.2: P0 registered, P2 on file, P3 incubating, P4 firms. P1 is P0 without liquidation and dormancy. */
export const POPULATIONS = ['registered', 'filed', 'incubating', 'firm'] as const
export type Population = (typeof POPULATIONS)[number]

export const KIND_NAMES: Readonly<Record<Kind, Text>> = {
  association: { zh: '社会团体', en: 'association' },
  foundation: { zh: '基金会', en: 'foundation' },
  service: { zh: '社会服务机构', en: 'social service institution' },
  lawFirm: { zh: '律师事务所', en: 'law firm' },
  accountingFirm: { zh: '会计师事务所', en: 'accounting firm' },
  taxFirm: { zh: '税务师事务所', en: 'tax firm' },
  filed: { zh: '备案社区社会组织', en: 'community organization on file' },
}

export const STATUS_NAMES: Readonly<Record<Status, Text>> = {
  active: { zh: '正常', en: 'active' },
  liquidating: { zh: '清算', en: 'in liquidation' },
  dormant: { zh: '停滞', en: 'dormant' },
  incubating: { zh: '孵化', en: 'incubating' },
}

export const LINE_NAMES: Readonly<Record<Line, Text>> = {
  civil: { zh: '民政', en: 'civil affairs' },
  industry: { zh: '行业', en: 'industry' },
  community: { zh: '社区', en: 'community' },
}

export const POPULATION_NAMES: Readonly<Record<Population, Text>> = {
  registered: { zh: '登记的社会组织', en: 'registered' },
  filed: { zh: '备案的社区社会组织', en: 'on file' },
  incubating: { zh: '孵化中的组织', en: 'incubating, not registered' },
  firm: { zh: '中介机构', en: 'firms' },
}

/** Counted apart and never added up without saying so; an organization that incubates is in no other population. */
export function populationOf(kind: Kind, status: Status): Population {
  if (status === 'incubating') return 'incubating'
  if (kind === 'filed') return 'filed'
  return kind === 'lawFirm' || kind === 'accountingFirm' || kind === 'taxFirm' ? 'firm' : 'registered'
}
