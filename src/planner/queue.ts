/** A binary heap of (key, value) with the least key on top; equal keys by value, so the order is always the same. */
export type Queue = { readonly keys: number[]; readonly values: number[] }

export function emptyQueue(): Queue {
  return { keys: [], values: [] }
}

export function push(queue: Queue, key: number, value: number): void {
  let at = queue.keys.length
  queue.keys.push(key)
  queue.values.push(value)
  while (at > 0) {
    const above = (at - 1) >> 1
    if (!isLess(queue, at, above)) return
    swap(queue, at, above)
    at = above
  }
}

/** Takes the value of the least key; -1 from an empty queue. */
export function popLeast(queue: Queue): number {
  const least = queue.values[0]
  if (least === undefined) return -1
  swap(queue, 0, queue.keys.length - 1)
  queue.keys.pop()
  queue.values.pop()
  for (let at = 0; ;) {
    let below = 2 * at + 1
    if (below + 1 < queue.keys.length && isLess(queue, below + 1, below)) below++
    if (below >= queue.keys.length || !isLess(queue, below, at)) return least
    swap(queue, at, below)
    at = below
  }
}

function isLess(queue: Queue, a: number, b: number): boolean {
  const first = queue.keys[a] ?? 0
  const second = queue.keys[b] ?? 0
  return first < second || (first === second && (queue.values[a] ?? 0) < (queue.values[b] ?? 0))
}

function swap(queue: Queue, a: number, b: number): void {
  const key = queue.keys[a] ?? 0
  const value = queue.values[a] ?? 0
  queue.keys[a] = queue.keys[b] ?? 0
  queue.values[a] = queue.values[b] ?? 0
  queue.keys[b] = key
  queue.values[b] = value
}
