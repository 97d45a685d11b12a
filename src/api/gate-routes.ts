import { checkPass } from '../work/gate.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

type GateNames = 'checkRegistration' | 'checkAnnualReport' | 'checkEvaluation'

export const gateHandlers: Pick<Handlers, GateNames> = {
  checkRegistration: ({ desk, body }) => checkPass(desk, 'registration', dated(body)),
  checkAnnualReport: ({ desk, body }) => checkPass(desk, 'annualReport', dated(body)),
  checkEvaluation: ({ desk, body }) => checkPass(desk, 'evaluation', dated(body)),
}

function dated<B extends { readonly asOf?: string }>(body: B) {
  return { ...body, asOf: demandDay(body.asOf, '/body/asOf') }
}
