import { whole } from './arrays.ts'
import { FAR } from './field.ts'
import type { Field } from './field.ts'

/** 1 for each item that some branch might hold: with the richest partners in reach it comes to enough members. */
export function coverableOf(field: Field): Uint8Array {
  const held = new Uint8Array(field.items)
  for (let host = 0; host < field.hosts; host++) if ((field.base[host] ?? FAR) < FAR) markUnder(field, host, held)
  return held
}

function markUnder(field: Field, host: number, held: Uint8Array): void {
  const own = whole(field.hostItem, host)
  const joiners = field.arcItem.subarray(field.start[host], field.start[host + 1])
  const room = field.limits.maxUnits - whole(field.size, own)
  const richest = [...joiners].map((item) => whole(field.members, item)).sort((a, b) => b - a)
  const sumOf = (count: number): number => richest.slice(0, Math.max(0, count)).reduce((a, b) => a + b, 0)
  const lacking = field.limits.minMembers - whole(field.members, own)
  if (room < 0 || sumOf(room) < lacking) return
  held[own] = 1
  if (room === 0) return
  const others = sumOf(room - 1)
  for (const item of joiners) {
    if (held[item] !== 1 && whole(field.members, item) + others >= lacking) held[item] = 1
  }
}
