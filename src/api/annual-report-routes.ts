import { draftReportYear } from '../work/annual-report.ts'
import { listCensuses } from '../work/census.ts'
import { proposeListing } from '../work/listing.ts'
import type { Handlers } from './handlers.ts'

type Names = 'listReportYears' | 'draftReportYear' | 'proposeListing'

export const annualReportHandlers: Pick<Handlers, Names> = {
  listReportYears: async ({ desk }) => ({ years: await listCensuses(desk, 'annualReport') }),
  draftReportYear: ({ desk, body }) => draftReportYear(desk, body),
  proposeListing: ({ desk, params, body }) => proposeListing(desk, { code: params.id, ...body }),
}
