import { enterOrganization, getEntryForm } from '../work/organization-entry.ts'
import type { Handlers } from './handlers.ts'
import { demandDay } from './question.ts'

export const organizationEntryHandlers: Pick<Handlers, 'getEntryForm' | 'enterOrganization'> = {
  getEntryForm: ({ desk, params, query }) => getEntryForm(desk, params.id, demandDay(query.asOf, '/query/asOf')),
  enterOrganization: ({ desk, body }) => enterOrganization(desk, body),
}
