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

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
