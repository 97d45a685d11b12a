type Node = { readonly id: string; readonly parentId: string | null; readonly line: string; readonly name: string }

const LINES = ['civil', 'industry', 'community']

/** Bodies in the order of their tree, each under the one above it; roots by line, then by id. */
export function inTree<B extends Node>(bodies: readonly B[]): { readonly body: B; readonly depth: number }[] {
  const known = new Set(bodies.map((body) => body.id))
  const out: { body: B; depth: number }[] = []
  const visit = (parent: string | null, depth: number): void => {
    const children = bodies
      .filter((body) => (body.parentId !== null && known.has(body.parentId) ? body.parentId : null) === parent)
      .toSorted((a, b) => LINES.indexOf(a.line) - LINES.indexOf(b.line) || compare(a.id, b.id))
    for (const body of children) {
      out.push({ body, depth })
      visit(body.id, depth + 1)
    }
  }
  visit(null, 0)
  return out
}

/** Bodies that answer for something in the scope or are one's own, and those above them. */
export function withLoad<B extends Node & { readonly organizations: number; readonly mine: boolean }>(
  bodies: readonly B[],
): B[] {
  const byId = new Map(bodies.map((body) => [body.id, body]))
  const shown = new Set<string>()
  for (const body of bodies.filter((one) => one.organizations > 0 || one.mine)) {
    for (let at: B | undefined = body; at !== undefined && !shown.has(at.id);) {
      shown.add(at.id)
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
  }
  return bodies.filter((body) => shown.has(body.id))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
