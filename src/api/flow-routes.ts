import { analyseFlow } from '../work/flow.ts'
import type { Handlers } from './handlers.ts'
import { demandDay, questionOf } from './question.ts'
import { dimensionsOf } from './register-routes.ts'

export const flowHandlers: Pick<Handlers, 'getFlow'> = {
  getFlow: ({ desk, query }) => {
    const { from, to, by, ...scope } = query
    const days = { from: demandDay(from, '/query/from'), to: demandDay(to, '/query/to') }
    return analyseFlow(desk, { ...questionOf(scope), ...days }, dimensionsOf(by))
  },
}
