import { Refusal, refusalText } from '../domain/refusal.ts'
import { asActor } from '../store/connection.ts'
import { findPlanPapers, savePlan } from '../store/plan.ts'
import { demandWriter, type Desk } from './desk.ts'
import { digestOf } from './plan-input.ts'
import type { PlanOffice, PlanRun } from './plan-office.ts'
import { startSolver } from './plan-solve.ts'

export const INTERRUPTED =
  '方案的计算被中断（服务重启或登录已结束）；请重新生成。 / The solver was interrupted (the server restarted, or the session ended); make the plan again.'
const BROKEN =
  '方案的计算出错；请重新生成，仍不成功请联系管理员。 / The solver failed; make the plan again, or ask the administrator.'

export type RunOrder = { readonly seed: number; readonly seconds: number }

/** Puts a plan in the line of those to be solved. What it may do ends with the session that ordered it. */
export function enqueuePlan(desk: Desk, office: PlanOffice, id: string, order: RunOrder): void {
  let settle: () => void = () => undefined
  const done = new Promise<void>((resolve) => {
    settle = resolve
  })
  const run: PlanRun = {
    latest: undefined,
    isStopped: false,
    isEnded: false,
    stop: () => {
      run.isStopped = true
    },
    end: async () => undefined,
    listeners: new Set(),
    done,
  }
  office.runs.set(id, run)
  office.queue.add(id, async () => {
    try {
      if (!run.isEnded) await solve(desk, id, run, order)
    } catch (error) {
      if (run.isEnded) return
      await fail(desk, office, id, error)
      if (!(error instanceof Refusal)) throw error
    } finally {
      office.runs.delete(id)
      settle()
      for (const listener of run.listeners) listener()
    }
  })
}

async function solve(desk: Desk, id: string, run: PlanRun, order: RunOrder): Promise<void> {
  const papers = await asActor(desk.db, desk.token, async (tx) => {
    await demandWriter(tx, 'plan.solve')
    return findPlanPapers(tx, id)
  })
  if (papers === undefined) throw new Refusal('NOT_FOUND', { what: '方案 / plan', id })
  const { input } = papers
  const solver = startSolver({
    input,
    seed: order.seed,
    seconds: order.seconds,
    onProgress: (progress) => {
      run.latest = progress
      for (const listener of run.listeners) listener()
    },
  })
  run.end = solver.end
  if (run.isStopped) solver.stop()
  run.stop = solver.stop
  const plan = await solver.plan
  await asActor(desk.db, desk.token, async (tx) => {
    await demandWriter(tx, 'plan.solve')
    await savePlan(tx, id, { state: 'solved', result: { input: digestOf(input), ...plan } })
  })
}

async function fail(desk: Desk, office: PlanOffice, id: string, error: unknown): Promise<void> {
  const failure = failureText(error)
  office.failures.set(id, failure)
  await asActor(desk.db, desk.token, (tx) => savePlan(tx, id, { state: 'failed', failure })).catch(() => undefined)
}

function failureText(error: unknown): string {
  if (!(error instanceof Refusal)) return BROKEN
  if (error.code === 'NOT_SIGNED_IN') return INTERRUPTED
  const { zh, en } = refusalText(error)
  return `${zh} / ${en}`
}
