/** The nodes that stand in a circle of superiors: each leads, in the end, to itself. */
export function nodesInCircles(above: ReadonlyMap<string, string>): Set<string> {
  const settled = new Set<string>()
  const circles = new Set<string>()
  for (const start of above.keys()) {
    const path: string[] = []
    const onPath = new Map<string, number>()
    let node: string | undefined = start
    while (node !== undefined && !settled.has(node) && !onPath.has(node)) {
      onPath.set(node, path.length)
      path.push(node)
      node = above.get(node)
    }
    const entry = node === undefined ? undefined : onPath.get(node)
    if (entry !== undefined) for (const one of path.slice(entry)) circles.add(one)
    for (const one of path) settled.add(one)
  }
  return circles
}
