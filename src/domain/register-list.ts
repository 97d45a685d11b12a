/** Organizations that one batch action of the page changes at most; more are a matter for an import. */
export const BATCH_MOST = 500

/** Columns of the exchange sheet that can be stated for many organizations at once. */
export const BATCH_FIELDS = ['status', 'industry', 'supervisingUnit', 'placeCode', 'grade', 'gradeValidTo'] as const
export type BatchField = (typeof BATCH_FIELDS)[number]

/** How the register can be sorted. */
export const REGISTER_SORTS = ['name', 'place', 'registered', 'members'] as const
export type RegisterSort = (typeof REGISTER_SORTS)[number]

/** Columns of the register beside name and code, in their order; the first ones are shown unless somebody chose others. */
export const REGISTER_COLUMNS = [
  'kind',
  'place',
  'line',
  'staff',
  'fullMembers',
  'standing',
  'status',
  'industry',
  'grade',
  'supervisingUnit',
  'registeredOn',
] as const
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number]
export const USUAL_COLUMNS: readonly RegisterColumn[] = REGISTER_COLUMNS.slice(0, 6)
