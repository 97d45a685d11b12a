import { EXAMPLES, sheetChecks, type SheetCheck } from '../domain/sheet-check.ts'
import { CLEAR_WORDS, NOUNS, SHEETS, type Column, type Noun } from '../domain/sheet.ts'
import { listPlaces } from '../store/place.ts'
import { getReach } from '../store/entity.ts'
import type { Tx } from '../store/connection.ts'
import { columnLetters } from '../store/workbook/xml.ts'
import { writeWorkbook, type WriteColumn, type WriteCondition, type WriteTable } from '../store/workbook/write.ts'
import { reading, type Clock, type Desk } from './desk.ts'
import { writeColumn } from './export.ts'
import { getPolicy } from './policy.ts'

/** What the `_version` mark of a template says; a new one when the columns or checks change their meaning. */
const VERSION = '1'
/** Rows below the header that the checks look at. */
const CHECKED_ROWS = 20_000
/** A longer list of places helps nobody to choose. */
const MAX_PLACES = 3_000

const NOTE =
  '带 * 的列新增时必填；空白表示不变，填“#清空”清除；示例行不会导入；涂色的格前后矛盾。' +
  ' Columns with * are needed for a new row; blank = no change, #CLEAR clears; the example row is not imported; coloured cells contradict each other.'

/** Empty workbooks to fill in: of one sheet, or of all of them. Lists, checks and an example are in it. */
export async function writeTemplate(desk: Desk, nouns: readonly Noun[], path: string): Promise<void> {
  const tables = await reading(desk, async (tx, clock) => {
    const policy = await getPolicy(tx, desk.packs, { day: clock.today })
    const places = await listPlaceWords(tx, clock)
    return nouns.map((noun) => tableOf(noun, sheetChecks(noun, policy.parameters), places))
  })
  const marks = [
    ['_template', nouns.length === NOUNS.length ? 'all' : nouns.join(' ')],
    ['_version', VERSION],
  ] as const
  await writeWorkbook(path, tables, { note: NOTE, marks })
}

/** The places of the actor's scope as a drop-down gives them: code and name, which the import reads as the code. */
async function listPlaceWords(tx: Tx, clock: Clock): Promise<readonly string[]> {
  const reach = await getReach(tx)
  const places = await listPlaces(tx, { asOf: clock.today, knownAt: clock.now }, 'community')
  const mine = reach.all ? places : places.filter((place) => reach.places.has(place.id))
  return mine.length > MAX_PLACES ? [] : mine.map(({ code, name }) => `${code} ${name}`)
}

function tableOf(noun: Noun, checks: readonly SheetCheck[], places: readonly string[]): WriteTable {
  const { columns, name } = SHEETS[noun]
  const example = columns.map((column) => EXAMPLES[noun][column.key] ?? null)
  return {
    name: name.zh,
    columns: columns.map((column) => templateColumn(noun, column, places)),
    rows: [example],
    conditions: checks.map((check) => conditionOf(columns, check)),
  }
}

function templateColumn(noun: Noun, column: Column, places: readonly string[]): WriteColumn {
  const base = writeColumn(column)
  // Places themselves are what this sheet makes: its codes are no choice.
  const isChoice = column.kind === 'placeCode' && noun !== 'places' && places.length > 0
  const prompt = { title: base.label, text: promptOf(column) }
  return {
    ...base,
    label: column.needed ? `${column.label}*` : column.label,
    // A Chinese character is as wide as two of the others.
    width: Math.max(base.width ?? 0, column.label.length * 2 + 4),
    prompt,
    ...(isChoice ? { list: places, width: 26 } : {}),
  }
}

const PROMPTS: Readonly<Record<Column['kind'], string>> = {
  text: '文字 / text',
  code: '按文本填写，不要让表格改成数字 / text, never a number',
  codes: '多个代码用分号“；”隔开 / several codes with “;” between',
  placeCode: '区划代码 6、9 或 12 位，可从列表选择 / place code of 6, 9 or 12 digits',
  day: '日期，如 2024-03-01 / a day such as 2024-03-01',
  count: '不小于 0 的整数 / a whole number of 0 or more',
  decimal: '小数，如 119.97 / a decimal such as 119.97',
  yesNo: '是 或 否 / yes or no',
  choice: '从列表中选择 / choose from the list',
}

function promptOf(column: Column): string {
  const clear = column.needed ? '' : `\n${CLEAR_WORDS[1] ?? ''} = 清除 / clear`
  return `${PROMPTS[column.kind]}${clear}`
}

function conditionOf(columns: readonly Column[], check: SheetCheck): WriteCondition {
  const indexOf = (key: string) => columns.findIndex((column) => column.key === key)
  return {
    columns: check.columns.map(indexOf),
    rows: CHECKED_ROWS,
    formulaAt: (row) =>
      check.formula.replace(/\{(\w+)\}/g, (_place, key: string) => `$${columnLetters(indexOf(key))}${row}`),
  }
}
