import { GATE_PARAMETER_NAMES, isGateValue, type GateParameters } from './gate-policy.ts'
import type { PolicyPack, Sourced } from './policy.ts'

/** The gate rules of a pack laid over its parents, and where each comes from. */
export type GatePolicy = {
  readonly id: string
  readonly parameters: GateParameters
  readonly provenance: Readonly<Record<keyof GateParameters, Sourced<unknown> & { readonly pack: string }>>
}

/** Lays packs over one another, nation first. Throws where a rule is stated nowhere: a pack is never half a rule. */
export function gatesOf(chain: readonly PolicyPack[]): GatePolicy {
  const own = chain.at(-1)
  if (own === undefined) throw new Error('A policy needs at least one pack.')
  const found = GATE_PARAMETER_NAMES.map((name) => [name, findGate(chain, name)] as const)
  const missing = found.filter(([, one]) => one === undefined).map(([name]) => name)
  if (missing.length > 0) throw new Error(`Pack ${own.id} and its parents do not state: ${missing.join(', ')}.`)
  const provenance = Object.fromEntries(found)
  const parameters = Object.fromEntries(found.map(([name, one]) => [name, one?.value]))
  if (!isComplete(provenance) || !isWhole(parameters)) throw new Error(`Pack ${own.id} has a gate of the wrong type.`)
  return { id: own.id, parameters, provenance }
}

function findGate(
  chain: readonly PolicyPack[],
  name: keyof GateParameters,
): (Sourced<unknown> & { readonly pack: string }) | undefined {
  const pack = chain.findLast((one) => one.gates[name] !== undefined)
  const sourced = pack?.gates[name]
  return pack === undefined || sourced === undefined ? undefined : { ...sourced, pack: pack.id }
}

function isComplete(provenance: Readonly<Record<string, unknown>>): provenance is GatePolicy['provenance'] {
  return GATE_PARAMETER_NAMES.every((name) => provenance[name] !== undefined)
}

function isWhole(values: Readonly<Record<string, unknown>>): values is GateParameters {
  return GATE_PARAMETER_NAMES.every((name) => isGateValue(name, values[name]))
}
