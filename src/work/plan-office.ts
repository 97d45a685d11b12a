import { makeQueue, type Queue } from './queue.ts'
import type { PlanProgress } from '../planner/solve.ts'

/** What the page hears of a plan in the making. */
export type PlanEvent =
  | { readonly cost: number; readonly bound: number; readonly gap: number; readonly step: string }
  | { readonly state: string }

/** One plan in the making: its latest figures, who listens, and how it is stopped. */
export type PlanRun = {
  latest: PlanProgress | undefined
  stop: () => void
  end: () => Promise<void>
  isStopped: boolean
  /** The process is going down: the plan stays as it is in the database and reads as interrupted. */
  isEnded: boolean
  readonly listeners: Set<() => void>
  readonly done: Promise<void>
}

/** The plans that this process is making, one after another. */
export type PlanOffice = {
  readonly queue: Queue
  readonly runs: Map<string, PlanRun>
  readonly failures: Map<string, string>
}

export function openPlanOffice(told: (error: unknown) => void): PlanOffice {
  return { queue: makeQueue(told), runs: new Map(), failures: new Map() }
}

/** Ends every solver at once, without a plan: the process is going down. */
export async function closePlanOffice(office: PlanOffice): Promise<void> {
  const runs = [...office.runs.values()]
  for (const run of runs) run.isEnded = true
  await Promise.all(runs.map((run) => run.end()))
}

export function eventOf({ cost, bound, step, done, total }: PlanProgress): PlanEvent {
  return { cost, bound, gap: cost === 0 ? 0 : (cost - bound) / cost, step: `${step} ${done}/${total}` }
}
