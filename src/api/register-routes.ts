import { analyseCoverage, analyseOfficial } from '../work/analysis.ts'
import { NOUNS } from '../domain/sheet.ts'
import { demandNoun, writeExport } from '../work/export.ts'
import { writeTemplate } from '../work/template.ts'
import { writeOfficial } from '../work/official-file.ts'
import { listBodies, listPlaces, listPolicies } from '../work/place.ts'
import { getOrganization } from '../work/record.ts'
import { listGaps, listOrganizations } from '../work/register.ts'
import { OFFICIAL_COLUMNS, OFFICIAL_ROWS } from '../domain/official.ts'
import { Refusal } from '../domain/refusal.ts'
import { fileAnswer, XLSX } from './file-answer.ts'
import type { Handlers } from './handlers.ts'
import { demandDay, demandInstant, questionOf } from './question.ts'

type PlaceNames = 'listPlaces' | 'listBodies' | 'listPolicies'

export const placeHandlers: Pick<Handlers, PlaceNames> = {
  listPlaces: async ({ desk, query }) => ({
    places: await listPlaces(desk, { asOf: demandDay(query.asOf, '/query/asOf'), to: query.to }),
  }),
  listBodies: async ({ desk, query }) => ({
    bodies: await listBodies(desk, { asOf: demandDay(query.asOf, '/query/asOf') }),
  }),
  listPolicies: async ({ desk }) => ({ policies: listPolicies(desk) }),
}

type OrganizationNames = 'listOrganizations' | 'getOrganization' | 'exportSheet' | 'importTemplate'

const SHEET_TYPES = { xlsx: XLSX, csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const

export const organizationHandlers: Pick<Handlers, OrganizationNames> = {
  listOrganizations: ({ desk, query }) => listOrganizations(desk, questionOf(query), query, query),
  getOrganization: ({ desk, params, query }) =>
    getOrganization(desk, params.id, {
      asOf: demandDay(query.asOf, '/query/asOf'),
      knownAt: demandInstant(query.knownAt, '/query/knownAt'),
      policy: query.policy,
    }),
  exportSheet: ({ desk, params, query }) => {
    const { format = 'xlsx' } = query
    const noun = demandNoun(params.noun)
    const order = { noun, question: questionOf(query), filters: query, format }
    return fileAnswer(`${noun}.${format}`, SHEET_TYPES[format], (path) => writeExport(desk, order, path))
  },
  importTemplate: async ({ desk, params }) => {
    const nouns = params.noun === 'all' ? NOUNS : [demandNoun(params.noun)]
    return fileAnswer(`${params.noun}.xlsx`, XLSX, (path) => writeTemplate(desk, nouns, path))
  },
}

type AnalysisNames = 'getCoverage' | 'getOfficial' | 'exportOfficial' | 'getGaps'

export const analysisHandlers: Pick<Handlers, AnalysisNames> = {
  getCoverage: ({ desk, query }) => analyseCoverage(desk, questionOf(query), dimensionsOf(query.by)),
  getOfficial: async ({ desk, query }) => {
    const { basis, rows, notAnswered } = await analyseOfficial(desk, questionOf(query))
    const values = new Map(rows.map((row) => [row.row, row.values]))
    return {
      basis,
      columns: OFFICIAL_COLUMNS.map(({ key, zh, en }) => ({ key, name: { zh, en } })),
      rows: OFFICIAL_ROWS.map(({ row, block, name }) => ({ row, block, name, values: values.get(row) ?? [] })),
      notAnswered,
    }
  },
  exportOfficial: async ({ desk, query }) => {
    const answer = await analyseOfficial(desk, questionOf(query))
    return fileAnswer(`official-${answer.basis.asOf}.xlsx`, XLSX, (path) => writeOfficial(answer, path))
  },
  getGaps: ({ desk, query }) => listGaps(desk, questionOf(query), query),
}

type Dimension = Parameters<typeof analyseCoverage>[2][number]
const DIMENSIONS = ['district', 'township', 'line', 'kind', 'industry'] as const satisfies readonly Dimension[]

export function dimensionsOf(text: string | undefined): Dimension[] {
  const names = (text ?? '').split(',').filter((name) => name !== '')
  return [...new Set(names)].map((name) => {
    const found = DIMENSIONS.find((one) => one === name)
    if (found === undefined) {
      throw new Refusal('BAD_REQUEST', { detail: `by “${name}”: ${DIMENSIONS.join(', ')}`, pointer: '/query/by' })
    }
    return found
  })
}
