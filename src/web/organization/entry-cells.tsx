import type { Cells } from '../../domain/entry.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { EntryField, type Option } from './entry-field.tsx'
import { ENTRY_GROUPS } from './entry-groups.ts'
import type { EntryProblem } from './entry.ts'

export type CellsProps = {
  readonly cells: Cells
  readonly seen: Cells
  readonly isNew: boolean
  readonly problems: readonly EntryProblem[]
  readonly set: (key: string, value: string) => void
}

/** The columns of the sheet as one dense page, in groups. */
export function EntryCells({ cells, seen, isNew, problems, set }: CellsProps) {
  const { t } = useText()
  const options = useOptions()
  return (
    <>
      {ENTRY_GROUPS.map(({ key: group, columns }) => (
        <fieldset key={group} className="card entry-group">
          <legend>{t(`entry.${group}`)}</legend>
          {columns.map((column) => {
            const { key } = column
            const value = cells[key] ?? ''
            return (
              <EntryField
                key={key}
                column={column}
                value={value}
                isChanged={!isNew && value !== (seen[key] ?? '')}
                isFixed={key === 'code' && !isNew}
                problems={problems.filter((one) => one.column === key)}
                options={options[key] ?? []}
                set={(text) => set(key, text)}
              />
            )
          })}
        </fieldset>
      ))}
    </>
  )
}

/** Places and bodies by their codes; a code that is not in the list can be typed all the same. */
function useOptions(): Readonly<Record<string, readonly Option[]>> {
  const places = useAsk('GET /api/places', { query: { to: 'community' } }).data?.places ?? []
  const bodies = useAsk('GET /api/bodies', { query: {} }).data?.bodies ?? []
  return {
    placeCode: places.map(({ code, name }) => ({ value: code, label: name })),
    bodyId: bodies.map(({ id, name }) => ({ value: id, label: name })),
  }
}
