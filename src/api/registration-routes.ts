import { listRelated, startPartyCase } from '../work/party-case.ts'
import { startRegistration } from '../work/registration.ts'
import { getRegistrationPapers, giveRegistrationPaper } from '../work/registration-paper.ts'
import type { Handlers } from './handlers.ts'

type RegistrationNames =
  | 'startRegistration'
  | 'getRegistrationPapers'
  | 'giveRegistrationPaper'
  | 'listRelatedCases'
  | 'startPartyCase'

export const registrationHandlers: Pick<Handlers, RegistrationNames> = {
  startRegistration: ({ desk, body }) => startRegistration(desk, body),
  getRegistrationPapers: ({ desk, params }) => getRegistrationPapers(desk, params.id),
  giveRegistrationPaper: ({ desk, params, body }) => giveRegistrationPaper(desk, params.id, body),
  listRelatedCases: ({ desk, params }) => listRelated(desk, params.id),
  startPartyCase: ({ desk, params, body }) => startPartyCase(desk, params.id, body),
}
