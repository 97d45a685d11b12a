import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Day } from '../domain/day.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import { createPlan, findPlanHead, listPlanHeads, type PlanHead } from '../store/plan.ts'
import { reading, writing, type Desk } from './desk.ts'
import { planTask } from './plan-input.ts'
import { eventOf, type PlanEvent, type PlanOffice } from './plan-office.ts'
import { enqueuePlan, INTERRUPTED } from './plan-run.ts'

export type PlanOrder = {
  readonly asOf?: Day | undefined
  readonly place?: string | undefined
  readonly line?: string | undefined
  readonly policy?: string | undefined
  readonly seed?: number | undefined
  readonly seconds?: number | undefined
}

const SEED = 1
const SECONDS = 10
const LATEST = 50

/** Has a plan of the organizations in scope made beside the request. */
export async function startPlan(desk: Desk, office: PlanOffice, order: PlanOrder): Promise<PlanHead> {
  const { seed = SEED, seconds = SECONDS, asOf, place, line, policy } = order
  const id = randomUUID()
  office.queue.reserve(id)
  try {
    const head = await writing(desk, 'plan.solve', order, async (tx, clock) => {
      const { input, basis } = await planTask(tx, desk, { asOf, place, line, policy }, clock)
      if (input.units.length === 0) throw new Refusal('EMPTY_SCOPE')
      const about = { asOf: basis.asOf, knownAt: basis.knownAt, policy: basis.policy }
      await createPlan(tx, { id, ...about, place: place ?? null, line: line ?? null, input })
      const reply = await demandPlan(tx, id)
      return { reply, subject: `plan ${id}`, facts: { ...about, units: input.units.length, seed, seconds } }
    })
    if (head.id === id) enqueuePlan(desk, office, id, { seed, seconds })
    return head
  } finally {
    office.queue.release(id)
  }
}

export async function demandPlan(tx: Tx, id: string): Promise<PlanHead> {
  const head = await findPlanHead(tx, id)
  if (head === undefined) throw new Refusal('NOT_FOUND', { what: '方案 / plan', id })
  return head
}

/** A plan that says it is being solved but that nobody works on was interrupted. */
export function shownHead(head: PlanHead, isHeld: boolean, office: PlanOffice): PlanHead {
  if (head.state !== 'solving' || isHeld) return head
  return { ...head, state: 'failed', failure: office.failures.get(head.id) ?? INTERRUPTED }
}

/** The actor's plans, the latest first. */
export async function listPlans(desk: Desk, office: PlanOffice): Promise<PlanHead[]> {
  const held = office.queue.held()
  const heads = await reading(desk, (tx) => listPlanHeads(tx, LATEST))
  return heads.map((head) => shownHead(head, held.has(head.id), office))
}

export async function getPlanHead(desk: Desk, office: PlanOffice, id: string): Promise<PlanHead> {
  const isHeld = office.queue.holds(id)
  return shownHead(await reading(desk, (tx) => demandPlan(tx, id)), isHeld, office)
}

/** The time that a stop waits for the solver to come to the end of its step, in milliseconds. */
const STOP_WAIT = 3_000

/** Stops the solver, which keeps the best plan so far; a plan that is solved already stays as it is. */
export async function stopPlan(desk: Desk, office: PlanOffice, id: string): Promise<PlanHead> {
  await writing(desk, 'plan.stop', [id], async (tx) => {
    await demandPlan(tx, id)
    return { reply: null, subject: `plan ${id}` }
  })
  const run = office.runs.get(id)
  run?.stop()
  await Promise.race([run?.done, sleep(STOP_WAIT, undefined, { ref: false })])
  return getPlanHead(desk, office, id)
}

/** A sign of life at least this often, in milliseconds, so that no proxy takes the stream for dead. */
const SIGN_EVERY = 15_000

/** The figures of a plan while it is being made, and its state at the end; undefined is a sign of life. */
export async function* planEvents(
  desk: Desk,
  office: PlanOffice,
  id: string,
): AsyncGenerator<PlanEvent | undefined, void> {
  let head = await getPlanHead(desk, office, id)
  const run = office.runs.get(id)
  if (run !== undefined) {
    let told: unknown
    yield undefined
    for (;;) {
      const { latest } = run
      if (latest !== undefined && latest !== told) yield eventOf(latest)
      told = latest
      if (office.runs.get(id) !== run) break
      const isQuiet = run.latest === told && !(await hearNext(run.listeners))
      if (isQuiet) yield undefined
    }
    head = await getPlanHead(desk, office, id)
  }
  yield { state: head.state }
}

/** Waits for the next news; false where none came in time. */
function hearNext(listeners: Set<() => void>): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isHeard: boolean) => {
      clearTimeout(timer)
      listeners.delete(hear)
      resolve(isHeard)
    }
    const hear = () => end(true)
    const timer = setTimeout(() => end(false), SIGN_EVERY).unref()
    listeners.add(hear)
  })
}
