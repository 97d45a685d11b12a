import type { Text } from './refusal.ts'

/** Parties that stand in many definitions, by one word each. */
export const ORGANIZATION_PARTY: Text = { zh: '社会组织', en: 'organization' }
export const BODY_PARTY: Text = { zh: '党建责任主体', en: 'responsible body' }
export const AUTHORITY_PARTY: Text = { zh: '登记管理机关', en: 'registration authority' }
export const SUPERIOR_PARTY: Text = { zh: '上一级', en: 'level above' }

/** Who takes part where the authority that registers an organization decides about it. */
export const AUTHORITY_PARTIES = {
  organization: ORGANIZATION_PARTY,
  authority: AUTHORITY_PARTY,
  superior: SUPERIOR_PARTY,
} as const satisfies Readonly<Record<string, Text>>
