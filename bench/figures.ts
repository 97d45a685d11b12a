/** A figure of a benchmark with the bar that it is measured against. */
export function printFigure(name: string, value: number, unit: string, bar?: string): void {
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2)
  process.stdout.write(
    `${name.padEnd(58)} ${shown.padStart(9)} ${unit.padEnd(6)} ${bar === undefined ? '' : `(bar: ${bar})`}\n`,
  )
}

/** Seconds that a piece of work takes, with its result. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly result: T }> {
  const started = performance.now()
  const result = await work()
  return { seconds: (performance.now() - started) / 1000, result }
}

export function percentile(values: readonly number[], share: number): number {
  const inOrder = values.toSorted((a, b) => a - b)
  return inOrder[Math.min(inOrder.length - 1, Math.ceil(share * inOrder.length) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
