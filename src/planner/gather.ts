import { whole } from './arrays.ts'
import type { Chance } from './chance.ts'
import type { Field } from './field.ts'
import { itemsOf } from './layout.ts'
import type { Layout } from './layout.ts'

/** Neighbouring branches and left-over items, to be repartitioned together. */
export type Gathering = { readonly items: readonly number[]; readonly branches: readonly number[] }

/** The branch of an item and others next to it, as many as fit the width. */
export function gather(
  field: Field,
  layout: Layout,
  around: { readonly first: number; readonly width: number },
  chance: Chance,
): Gathering {
  const items: number[] = []
  const branches: number[] = []
  const taken = new Set<number>()
  const take = (item: number): void => {
    const branch = layout.branchOf[item] ?? -1
    const group = branch < 0 ? [item] : itemsOf(layout, branch)
    if (taken.has(item) || items.length + group.length > around.width) return
    if (branch >= 0) branches.push(branch)
    for (const one of group) taken.add(one)
    items.push(...group)
  }
  take(around.first)
  for (let tries = 0; tries < 24 && items.length < around.width; tries++) {
    take(neighbourOf(field, items[chance.below(items.length)] ?? around.first, chance))
  }
  return { items, branches }
}

/** One of the cheapest arcs, the cheaper the likelier. */
function neighbourOf(field: Field, item: number, chance: Chance): number {
  const host = whole(field.firstHost, item)
  const from = whole(field.start, host)
  const reach = Math.min(24, whole(field.start, host + 1) - from)
  if (reach === 0) return item
  return field.arcItem[from + Math.min(chance.below(reach), chance.below(reach))] ?? item
}
