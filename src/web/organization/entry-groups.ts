import { SHEETS, type Column } from '../../domain/sheet.ts'

/** The columns of the sheet in the order in which a clerk has the papers in hand. */
const GROUPS = [
  { key: 'identity', columns: ['code', 'name', 'kind', 'status', 'registeredOn', 'endedOn', 'authority'] },
  { key: 'work', columns: ['supervisingUnit', 'industry', 'grade', 'gradeValidTo'] },
  { key: 'place', columns: ['placeCode', 'address', 'longitude', 'latitude'] },
  { key: 'line', columns: ['line', 'bodyId'] },
  {
    key: 'people',
    columns: [
      'staff',
      'staffFullTime',
      'fullMembers',
      'probationaryMembers',
      'otherMembers',
      'relationElsewhere',
      'partyGroup',
      'instructor',
      'instructorSince',
      'notBuiltReason',
    ],
  },
] as const

export type EntryGroup = { readonly key: (typeof GROUPS)[number]['key']; readonly columns: readonly Column[] }

export const ENTRY_GROUPS: readonly EntryGroup[] = GROUPS.map(({ key, columns }) => ({
  key,
  columns: columns.flatMap((name) => SHEETS.organizations.columns.filter((column) => column.key === name)),
}))
