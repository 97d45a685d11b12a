import { expect, test } from 'vitest'
import { SHEETS } from '../../domain/sheet.ts'
import { ENTRY_GROUPS } from './entry-groups.ts'

test('every column of the sheet stands once on the form of single entry', () => {
  const shown = ENTRY_GROUPS.flatMap(({ columns }) => columns.map((column) => column.key))
  expect(shown.toSorted()).toEqual(SHEETS.organizations.columns.map((column) => column.key).toSorted())
})
