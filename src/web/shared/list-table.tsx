import type { ReactNode } from 'react'

export type ListColumn<R> = {
  readonly key: string
  readonly head: string
  /** What the head shows instead of its word, e.g. a box for all rows. */
  readonly headCell?: ReactNode
  readonly cell: (row: R) => ReactNode
  readonly isNumber?: boolean
  /** Words that stay on one line. */
  readonly isShort?: boolean
  /** The cell that names the row. */
  readonly names?: boolean
  /** The cell in which the row is selected. */
  readonly isSelect?: boolean
}

export type ListTableProps<R> = {
  readonly caption: string
  readonly columns: readonly ListColumn<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
}

/** A list as a real table; on a phone each row is a card whose cells carry their heads. */
export function ListTable<R>({ caption, columns, rows, keyOf }: ListTableProps<R>) {
  return (
    <table className="list">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, head, headCell, isNumber }) => (
            <th key={key} scope="col" className={isNumber === true ? 'n' : undefined}>
              {headCell ?? head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <ListCell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ListCell<R>({ column, row }: { readonly column: ListColumn<R>; readonly row: R }) {
  const { cell, names, isNumber, isShort, isSelect, head } = column
  if (isSelect === true) return <td className="select">{cell(row)}</td>
  if (names === true) return <th scope="row">{cell(row)}</th>
  return (
    <td className={classOf(isNumber, isShort)} data-head={head}>
      {cell(row)}
    </td>
  )
}

function classOf(isNumber: boolean | undefined, isShort: boolean | undefined): string | undefined {
  if (isNumber === true) return 'n'
  return isShort === true ? 'short' : undefined
}
