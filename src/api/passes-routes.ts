import { analysePasses } from '../work/passes.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

export const passesHandlers: Pick<Handlers, 'getPasses'> = {
  getPasses: ({ desk, query }) => {
    const { from, to, ...scope } = query
    return analysePasses(desk, {
      ...scope,
      from: demandDay(from, '/query/from'),
      to: demandDay(to, '/query/to'),
    })
  },
}
