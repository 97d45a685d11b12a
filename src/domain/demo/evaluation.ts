import type { Text } from '../refusal.ts'

/** An invented expert: what she is called on a panel. The first has an account that the demo shows; nobody has a name. */
export type DemoExpert = { readonly login: string; readonly title: Text; readonly field: Text }

export const DEMO_EXPERTS: readonly DemoExpert[] = [
  expert('expert', ['评估专家一（财务）', 'expert no. 1, accounts'], ['财务与审计', 'accounts and audit']),
  expert('expert-2', ['评估专家二（党建）', 'expert no. 2, Party-building'], ['社会组织党建', 'Party-building']),
  expert('expert-3', ['评估专家三（治理）', 'expert no. 3, governance'], ['内部治理', 'governance']),
  expert('expert-4', ['评估专家四（业务）', 'expert no. 4, services'], ['业务活动与服务', 'work and services']),
  expert('expert-5', ['评估专家五（法律）', 'expert no. 5, law'], ['法律与章程', 'law and charter']),
  expert('expert-6', ['评估专家六（人事）', 'expert no. 6, staff'], ['人员与劳动关系', 'staff']),
]

function expert(login: string, [zh, en]: readonly [string, string], [fieldZh, fieldEn]: readonly [string, string]) {
  return { login, title: { zh, en }, field: { zh: fieldZh, en: fieldEn } }
}

/** The account that answers for the organizations that are evaluated; the demo does not show it. */
export const DEMO_EVALUATED = {
  login: 'evaluated',
  title: { zh: '参评的几家社会组织', en: 'organizations that are evaluated' },
} as const
