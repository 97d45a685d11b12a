import { listSystems, registerSystem, revokeSystem, rotateSystem } from '../work/system.ts'
import type { Handlers, House } from './handlers.ts'

type Names = 'listSystems' | 'registerSystem' | 'rotateSystem' | 'revokeSystem'

export function systemHandlers({ systemRate }: House): Pick<Handlers, Names> {
  return {
    listSystems: async ({ desk }) => ({ systems: await listSystems(desk), perMinute: systemRate }),
    registerSystem: ({ desk, body }) => registerSystem(desk, body),
    rotateSystem: ({ desk, params, body }) => rotateSystem(desk, params.id, body.overlapDays),
    revokeSystem: ({ desk, params, body }) => revokeSystem(desk, params.id, body.reason.trim()),
  }
}
