/** What rules found, as a case keeps it: nothing, for tests that look at the keeping. */
export const JUDGED = {
  pass: 'annualReport',
  policy: 'cn-example-2018',
  asOf: '2026-03-02',
  facts: [],
  findings: [],
  proposal: { outcome: 'x', text: { zh: '', en: '' }, because: [], followUps: [], remedies: [] },
} as const

/** An outcome against somebody with all that the database asks of one. */
export const WHOLE_OUTCOME = {
  year: null,
  outcome: 'x',
  isAdverse: true,
  legalOrder: 'state',
  rules: ['B3'],
  reasons: '理由',
  evidence: '证据',
  cureBy: null,
  appealBy: null,
  remedies: [{ zh: '可以申诉', en: 'appeal' }],
} as const
