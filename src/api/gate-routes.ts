import { checkAnnualReport, checkEvaluation, checkRegistration } from '../work/gate.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

type GateNames = 'checkRegistration' | 'checkAnnualReport' | 'checkEvaluation'

export const gateHandlers: Pick<Handlers, GateNames> = {
  checkRegistration: ({ desk, body }) => checkRegistration(desk, { ...body, asOf: demandDay(body.asOf, '/body/asOf') }),
  checkAnnualReport: ({ desk, body }) => checkAnnualReport(desk, { ...body, asOf: demandDay(body.asOf, '/body/asOf') }),
  checkEvaluation: ({ desk, body }) => checkEvaluation(desk, { ...body, asOf: demandDay(body.asOf, '/body/asOf') }),
}
