import type { FastifyReply } from 'fastify'
import type { Pass } from '../domain/gate.ts'
import type { FactsOf } from '../domain/gate-judge.ts'
import type { Desk } from '../work/desk.ts'
import { checkPass, type GateQuestion } from '../work/gate.ts'
import { getAnswer, keepAnswer } from '../work/gate-answer.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

type GateNames = 'checkRegistration' | 'checkAnnualReport' | 'checkEvaluation' | 'getAnswer'

export const gateHandlers: Pick<Handlers, GateNames> = {
  checkRegistration: ({ desk, body, reply }) => answer(desk, 'registration', body, reply),
  checkAnnualReport: ({ desk, body, reply }) => answer(desk, 'annualReport', body, reply),
  checkEvaluation: ({ desk, body, reply }) => answer(desk, 'evaluation', body, reply),
  getAnswer: async ({ desk, params, reply }) => withPolicy(await getAnswer(desk, params.id), reply),
}

type Asked<P extends Pass> = GateQuestion<FactsOf[P]> & { readonly keep?: boolean }

async function answer<P extends Pass>(desk: Desk, pass: P, { keep, ...body }: Asked<P>, reply: FastifyReply) {
  const question = { ...body, asOf: demandDay(body.asOf, '/body/asOf') }
  return withPolicy(await (keep === true ? keepAnswer : checkPass)(desk, pass, question), reply)
}

/** The pack by which the answer was judged stands in the head of the reply too. */
function withPolicy<T extends { readonly policy: string }>(told: T, reply: FastifyReply): T {
  void reply.header('trefoil-policy', told.policy)
  return told
}
