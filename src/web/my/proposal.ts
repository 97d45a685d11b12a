/** What a notice said, as the organization reads it while it can still be heard. */
export type Proposal = {
  readonly action: string
  readonly outcome: string
  readonly rules: readonly string[]
  readonly reason: string
  readonly evidence: string
}

type Done = { readonly action: string; readonly form: Readonly<Record<string, unknown>> }

/** The notice that is open: until it is decided on, or given up. */
export function proposalIn(state: string, actions: readonly Done[]): Proposal | undefined {
  if (!/^(veto)?(noticed|heard)$/i.test(state)) return undefined
  const done = actions.findLast(({ action }) => action === (state.startsWith('veto') ? 'vetoNotify' : 'notify'))
  if (done === undefined) return undefined
  const { outcome, rules, reason, evidence } = done.form
  return {
    action: done.action,
    outcome: wordOf(outcome),
    rules: Array.isArray(rules) ? rules.map(String) : [],
    reason: wordOf(reason),
    evidence: wordOf(evidence),
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
