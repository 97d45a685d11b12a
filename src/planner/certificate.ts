import type { ComponentCertificate, DualCertificate, PlanCertificate, PlanInput } from '../domain/plan.ts'
import type { Ground } from './components.ts'
import type { Dual } from './dual.ts'
import type { Field } from './field.ts'
import type { Task } from './task.ts'

/** Everything that somebody else needs to verify the bound and the coverage: whole numbers and ids. */
export function certificateOf(
  input: PlanInput,
  ground: Ground,
  tasks: readonly Task[],
  finished: boolean,
): PlanCertificate {
  const idsOf = (units: readonly number[]): string[] => units.map((at) => input.units[at]?.id ?? '')
  const alone = ground.alone.length === 0 ? [] : [{ method: 'alone' as const, units: idsOf(ground.alone.flat()) }]
  const components = tasks.map((task): ComponentCertificate => {
    const units = idsOf([...task.field.hostUnit])
    if (task.exact) return { method: 'exact', units }
    return {
      method: 'dual',
      units,
      cost: dualCertificateOf(task.field, task.dual),
      ...(task.coverage ? { coverage: dualCertificateOf(task.field, task.coverage) } : {}),
    }
  })
  return { version: 1, components: [...alone, ...components], finished }
}

/** The first unit of an item carries its multiplier, the others zero: only their sum counts. */
function dualCertificateOf(field: Field, dual: Dual): DualCertificate {
  const isFirst = (host: number): boolean => field.firstHost[field.hostItem[host] ?? 0] === host
  return {
    duals: Array.from(field.hostItem, (item, host) => (isFirst(host) ? (dual.best[item] ?? 0) : 0)),
    penalty: dual.penalty,
    branchDual: dual.best[field.items] ?? 0,
  }
}
