import type { PolicyPack } from '../src/domain/policy.ts'
import type { Desk } from '../src/work/desk.ts'

/** The same desk under packs that draw another share of the cases that pass. */
export function drawing(desk: Desk, percent: number): Desk {
  return { ...desk, packs: desk.packs.map((pack) => drawnOf(pack, percent)) }
}

function drawnOf(pack: PolicyPack, value: number): PolicyPack {
  const { secondLookPercent } = pack.gates
  if (secondLookPercent === undefined) return pack
  return { ...pack, gates: { ...pack.gates, secondLookPercent: { ...secondLookPercent, value } } }
}
