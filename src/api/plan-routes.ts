import { getPlanHead, listPlans, planEvents, startPlan, stopPlan } from '../work/plan.ts'
import { writePlanFile } from '../work/plan-file.ts'
import { getPlan } from '../work/plan-view.ts'
import { fileAnswer, XLSX } from './file-answer.ts'
import type { Handlers, House } from './handlers.ts'
import { demandDay } from './question.ts'

type Names = 'listPlans' | 'solvePlan' | 'getPlan' | 'planProgress' | 'stopPlan' | 'exportPlan'

export function planHandlers({ plans: office }: House): Pick<Handlers, Names> {
  return {
    listPlans: async ({ desk }) => ({ plans: await listPlans(desk, office) }),
    solvePlan: ({ desk, body }) => startPlan(desk, office, { ...body, asOf: demandDay(body.asOf, '/body/asOf') }),
    getPlan: ({ desk, params }) => getPlan(desk, office, params.id),
    /** Asked once before the stream begins, so that a plan that is not there is a 404 and no stream. */
    planProgress: async ({ desk, params }) => {
      await getPlanHead(desk, office, params.id)
      return planEvents(desk, office, params.id)
    },
    stopPlan: ({ desk, params }) => stopPlan(desk, office, params.id),
    exportPlan: ({ desk, params }) =>
      fileAnswer(`plan-${params.id.slice(0, 8)}.xlsx`, XLSX, (path) =>
        writePlanFile(desk, office, { id: params.id, path }),
      ),
  }
}
