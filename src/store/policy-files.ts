import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatesOf } from '../domain/gate-overlay.ts'
import { readPolicyPack } from '../domain/policy-read.ts'
import { chainOf, overlaid, type PolicyPack } from '../domain/policy.ts'
import { projectRoot } from './root.ts'

/** The packs of the `policies` folder, each checked with its parents; a pack that is not whole stops the start. */
export function loadPacks(
  folder = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'policies'),
): PolicyPack[] {
  const packs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readPolicyPack(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  for (const pack of packs) {
    overlaid(chainOf(pack, packs))
    gatesOf(chainOf(pack, packs))
  }
  return packs
}
