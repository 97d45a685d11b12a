/** What the solver says while it works. */
export type Live = {
  readonly cost: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly step: string | null
}

export type Heard = { readonly live: Live } | { readonly state: string }

/** One event of the solver: how it stands, or the state at its end; undefined for what is neither. */
export function heardIn(text: string): Heard | undefined {
  const body = parsed(text)
  if (typeof body !== 'object' || body === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(body))
  const state = fields.get('state')
  if (typeof state === 'string' && state !== 'solving') return { state }
  const numberIn = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'number' ? value : null
  }
  const step = fields.get('step')
  return {
    live: {
      cost: numberIn('cost'),
      bound: numberIn('bound'),
      gap: numberIn('gap'),
      step: typeof step === 'string' || typeof step === 'number' ? String(step) : null,
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
