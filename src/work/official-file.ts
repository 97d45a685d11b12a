import { OFFICIAL_COLUMNS, OFFICIAL_ROWS } from '../domain/official.ts'
import { writeGrid, type GridCell } from '../store/workbook/grid.ts'
import type { OfficialAnswer } from './analysis.ts'

const TITLE = '社会组织法人单位建立党的基层组织情况'
const HEAD_ROWS = 3
const HEAD_COLUMNS = 3

/** The official table as a workbook in the official layout: title, day, blocks as merged row heads, 19 rows by 7. */
export async function writeOfficial(answer: OfficialAnswer, path: string): Promise<void> {
  const { basis } = answer
  const marks = [
    `截至 ${basis.asOf}`,
    `规则 ${basis.policy}`,
    ...(basis.synthetic ? ['演示数据，均为虚构 synthetic'] : []),
  ]
  const width = HEAD_COLUMNS + OFFICIAL_COLUMNS.length
  const cells: GridCell[] = [
    { row: 0, col: 0, value: TITLE, bold: true, colSpan: width },
    { row: 1, col: 0, value: marks.join('　'), colSpan: width },
    { row: 2, col: 0, value: '项目', bold: true, colSpan: 2 },
    { row: 2, col: 2, value: '行次', bold: true },
    ...OFFICIAL_COLUMNS.map((column, index) => ({ row: 2, col: HEAD_COLUMNS + index, value: column.zh, bold: true })),
    ...rowHeads(),
    ...answer.rows.flatMap(({ row, values }) =>
      values.map((value, index) => ({ row: HEAD_ROWS + row - 1, col: HEAD_COLUMNS + index, value })),
    ),
  ]
  await writeGrid(path, { name: '社会组织党建', cells, widths: [16, 24, 6, ...OFFICIAL_COLUMNS.map(() => 12)] })
}

/** Row heads: a block spans the rows that share it, a row without a block spans both columns. */
function rowHeads(): GridCell[] {
  return OFFICIAL_ROWS.flatMap(({ row, block, name }, index) => {
    const at = HEAD_ROWS + row - 1
    const number: GridCell = { row: at, col: 2, value: row }
    if (block === null) return [{ row: at, col: 0, value: name.zh, colSpan: 2 }, number]
    const isFirst = OFFICIAL_ROWS[index - 1]?.block?.zh !== block.zh
    const span = OFFICIAL_ROWS.filter((one) => one.block?.zh === block.zh).length
    const head: GridCell[] = isFirst ? [{ row: at, col: 0, value: block.zh, rowSpan: span }] : []
    return [...head, { row: at, col: 1, value: name.zh }, number]
  })
}
