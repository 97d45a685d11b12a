import type { Text } from '../../domain/refusal.ts'

export type Block<R> = { readonly block: Text | null; readonly rows: readonly R[] }

/** Neighbouring rows of one block, as the paper merges their heads; rows of no block stand alone. */
export function blocksOf<R extends { readonly block: Text | null }>(rows: readonly R[]): readonly Block<R>[] {
  const blocks: { block: Text | null; rows: R[] }[] = []
  for (const row of rows) {
    const last = blocks.at(-1)
    if (last !== undefined && row.block !== null && last.block?.zh === row.block.zh) last.rows.push(row)
    else blocks.push({ block: row.block, rows: [row] })
  }
  return blocks
}
