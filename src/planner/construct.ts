import { whole } from './arrays.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'
import type { Dual } from './dual.ts'
import { emptyLayout, setBranch } from './layout.ts'
import type { Layout } from './layout.ts'
import { priceHost } from './pricing.ts'
import { mayBeBranch } from './sets.ts'

type Offer = { readonly items: readonly number[]; readonly value: number }

/** A first plan from the multipliers: again and again the branches of least reduced cost that do not overlap. */
export function construct(field: Field, dual: Dual): Layout {
  const layout = emptyLayout(field)
  const { pricing } = dual
  const kept = pricing.duals.slice()
  pricing.duals.set(dual.best)
  pricing.highest = dual.best.reduce((a, b) => Math.max(a, b), 0)
  pricing.enough = Infinity
  let branches = 0
  for (let found = true; found;) {
    found = false
    for (const offer of offersOf(field, dual, layout)) {
      if (offer.items.some((item) => layout.branchOf[item] !== -1)) continue
      setBranch(field, layout, branches++, offer.items)
      for (const item of offer.items) pricing.duals[item] = -FAR
      found = true
    }
  }
  pricing.duals.set(kept)
  return layout
}

/** The best branch of each free host among free items, cheapest first. */
function offersOf(field: Field, dual: Dual, layout: Layout): readonly Offer[] {
  const offers: Offer[] = []
  for (let host = 0; host < field.hosts; host++) {
    const own = whole(field.hostItem, host)
    if (layout.branchOf[own] !== -1) continue
    const value = priceHost(field, host, dual.pricing)
    if (value >= FAR / 2) continue
    const items = [own, ...dual.pricing.chosen.subarray(0, dual.pricing.count)]
    if (mayBeBranch(field, Int32Array.from(items), items.length)) offers.push({ items, value })
  }
  return offers.sort((a, b) => a.value - b.value)
}
