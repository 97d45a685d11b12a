import { getLife, recordLifeEvent } from '../work/life.ts'
import type { Handlers } from './handlers.ts'

export const lifeHandlers: Pick<Handlers, 'getLife' | 'recordLifeEvent'> = {
  getLife: ({ desk, params }) => getLife(desk, params.id),
  recordLifeEvent: ({ desk, params, body }) => recordLifeEvent(desk, params.id, body),
}
