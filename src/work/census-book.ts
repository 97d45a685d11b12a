import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createHash } from 'node:crypto'
import { effectiveAnswers } from '../domain/answers.ts'
import { bookSheet, PERIOD_COLUMN } from '../domain/census-book.ts'
import { NOTHING_KNOWN } from '../domain/known.ts'
import type { Problem } from '../domain/problem.ts'
import { questionsOf, type AnswerValue } from '../domain/question-set.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { cellText, NO_MAPPING, readHeader, readRow, type Layout } from '../domain/sheet-read.ts'
import type { Column, Sheet } from '../domain/sheet.ts'
import { mapKnown } from '../store/census-known.ts'
import { listReturnsByCode } from '../store/census-return.ts'
import { getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import { openTables } from '../store/workbook/open.ts'
import type { Cell, RawRow, TableEvent } from '../store/workbook/workbook.ts'
import { writeWorkbook, type WriteColumn } from '../store/workbook/write.ts'
import { takeRow, type BookRow, type BookRun } from './census-book-row.ts'
import { demandCampaign, questionsOfCampaign } from './census.ts'
import { demandParticipant, reading, takingPart, type Clock, type Desk } from './desk.ts'
import type { UploadPart } from './batch-upload.ts'

/** Writes the returns of a campaign within the scope: one row an organization, filled as its form is. */
export async function writeReturns(desk: Desk, id: string, path: string): Promise<number> {
  const { name, columns, rows } = await reading(desk, async (tx) => {
    const campaign = await demandCampaign(tx, id)
    if (campaign.state === 'draft') throw new Refusal('NOT_FOUND', { what: '摸底 / census', id })
    const set = questionsOfCampaign(campaign)
    const sheet = bookSheet(set)
    const returns = await listReturnsByCode(tx, id, null)
    const known = await mapKnown(
      tx,
      returns.map((one) => one.organizationId),
      campaign.cutOff,
    )
    const filledRows = returns.map((one) => {
      const stands = effectiveAnswers(set, one.answers, known.get(one.organizationId) ?? NOTHING_KNOWN)
      const fixed: Readonly<Record<string, AnswerValue>> = {
        code: one.code,
        name: one.name,
        [PERIOD_COLUMN]: campaign.cutOff,
      }
      const note = Object.values(one.notes).join('；')
      return sheet.columns.map((column) => cellOf(column, { ...stands, ...fixed, ...(note === '' ? {} : { note }) }))
    })
    return { name: campaign.title.slice(0, 28).replace(/[[\]:*?/\\]/g, ' '), columns: sheet.columns, rows: filledRows }
  })
  await writeWorkbook(path, [{ name, columns: columns.map(writeColumn), rows }])
  return rows.length
}

function cellOf(column: Column, values: Readonly<Record<string, AnswerValue>>): Cell {
  const value = values[column.key]
  return value === undefined ? null : cellText(column, value)
}

const WRITTEN: Partial<Readonly<Record<Column['kind'], WriteColumn['kind']>>> = {
  code: 'code',
  day: 'date',
  count: 'count',
}

function writeColumn(column: Column): WriteColumn {
  const list =
    column.kind === 'choice' ? column.choices.map((one) => one.zh[0]) : column.kind === 'yesNo' ? ['是', '否'] : []
  return { key: column.key, label: column.label, kind: WRITTEN[column.kind] ?? 'text', list }
}

export type BookResult = {
  readonly dryRun: boolean
  readonly rows: number
  readonly unchanged: number
  readonly changed: number
  readonly submitted: number
  readonly rejected: number
  readonly words: Text
  readonly problems: readonly Problem[]
}

/**
 * Reads a workbook of returns: a dry run that writes nothing, or the same in earnest. Each good row is saved and handed
 * in on behalf of its organization, by the same rules as the form.
 */
export async function takeReturns(desk: Desk, id: string, parts: AsyncIterable<UploadPart>): Promise<BookResult> {
  if (desk.key === undefined) throw new Refusal('KEY_MISSING')
  const folder = await mkdtemp(join(tmpdir(), 'trefoil-returns-'))
  try {
    const { name, commit, digest } = await receive(parts, join(folder, 'book'))
    const read = () => readBook(desk, id, { path: join(folder, 'book'), name })
    if (!commit) {
      const book = await read()
      return await rehearseAsActor(desk.db, desk.token, async (tx) => {
        await demandParticipant(tx, 'census.book')
        return runBook(tx, desk, await getClock(tx), { id, book, dryRun: true })
      })
    }
    const book = await read()
    return await takingPart(desk, 'census.book', [id, digest], async (tx, clock) => {
      const reply = await runBook(tx, desk, clock, { id, book, dryRun: false })
      const { rows, submitted, rejected } = reply
      return { reply, subject: `census ${id}`, facts: { rows, submitted, rejected } }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Received = { name: string; commit: boolean; digest: string }

async function receive(parts: AsyncIterable<UploadPart>, path: string): Promise<Received> {
  const got: Received = { name: '', commit: false, digest: '' }
  for await (const part of parts) {
    if (part.kind === 'file') {
      if (got.name !== '') throw new Refusal('BAD_REQUEST', { detail: '一次一个文件 / one file at a time' })
      got.name = (part.name.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').slice(-150) || 'file'
      got.digest = await keep(part.stream, path)
    } else if (part.name === 'commit') got.commit = part.value === 'yes'
    else throw new Refusal('BAD_REQUEST', { detail: `“${part.name}”` })
  }
  if (got.name === '') throw new Refusal('BAD_REQUEST', { detail: 'files' })
  return got
}

async function keep(stream: Readable, path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    stream,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  )
  return hash.digest('hex')
}

type Book = { readonly rows: readonly BookRow[]; readonly problems: readonly Problem[]; readonly count: number }
const MOST_ROWS = 20_000

/** The tables of the workbook, cell by cell, in the columns of the campaign's form. */
async function readBook(desk: Desk, id: string, source: { path: string; name: string }): Promise<Book> {
  const sheet = await reading(desk, async (tx) => bookSheet(questionsOfCampaign(await demandCampaign(tx, id))))
  const got: Got = { problems: [], rows: [], count: 0, layout: undefined }
  for await (const event of openTables([source], { limits: { maxRows: MOST_ROWS } })) takeEvent(got, sheet, event)
  return got
}

type Got = { readonly problems: Problem[]; readonly rows: BookRow[]; count: number; layout: Layout | undefined }

function takeEvent(got: Got, sheet: Sheet, event: TableEvent): void {
  if (event.kind === 'fault' && event.fault.fatal) {
    const { zh, en } = event.fault.message
    throw new Refusal('FILE_REFUSED', { detail: `${zh} ${en}` })
  }
  if (event.kind === 'rows') for (const raw of event.rows) takeRaw(got, raw)
  if (event.kind !== 'sheet') return
  const { file, sheet: sheetName, headerRow, header } = event.sheet
  const { layout, problems } = readHeader({ file, sheetName, headerRow, sheet, mapping: NO_MAPPING }, header)
  got.problems.push(...problems)
  got.layout = problems.some((one) => one.severity === 'error') ? undefined : layout
}

function takeRaw(got: Got, raw: RawRow): void {
  got.count += 1
  const { layout } = got
  if (layout === undefined) return
  const { row, problems } = readRow(layout, raw)
  got.problems.push(...problems)
  if (!problems.some((one) => one.severity === 'error')) got.rows.push({ ...row, layout })
}

type Order = { readonly id: string; readonly book: Book; readonly dryRun: boolean }

async function runBook(tx: Tx, desk: Desk, clock: Clock, { id, book, dryRun }: Order): Promise<BookResult> {
  const campaign = await demandCampaign(tx, id)
  const set = questionsOfCampaign(campaign)
  const codes = book.rows.map((row) => String(row.values['code'] ?? ''))
  const returns = await listReturnsByCode(tx, id, codes)
  const known = await mapKnown(
    tx,
    returns.map((one) => one.organizationId),
    campaign.cutOff,
  )
  const run: BookRun = {
    tx,
    desk,
    clock,
    campaign,
    questions: questionsOf(set),
    set,
    returns: new Map(returns.map((one) => [one.code, one])),
    known,
    seen: new Map(),
    problems: [...book.problems],
    tally: { unchanged: 0, changed: 0, submitted: 0 },
  }
  for (const row of book.rows) await takeRow(run, row)
  const { unchanged, changed, submitted } = run.tally
  const rejected = book.count - unchanged - changed
  const counts = { rows: book.count, unchanged, changed, submitted, rejected }
  return { dryRun, ...counts, words: wordsOf(counts, dryRun), problems: run.problems.toSorted((a, b) => a.row - b.row) }
}

type Counts = Pick<BookResult, 'rows' | 'unchanged' | 'changed' | 'submitted' | 'rejected'>

/** The result in words: what would be done, or what was. */
function wordsOf({ rows, unchanged, submitted, rejected }: Counts, dryRun: boolean): Text {
  const said = dryRun
    ? {
        zh: `${submitted} 家可以提交`,
        en: `${submitted} can be handed in`,
        end: '；尚未保存任何内容。',
        endEn: '. Nothing has been saved yet.',
      }
    : { zh: `${submitted} 家已提交`, en: `${submitted} were handed in`, end: '。', endEn: '.' }
  return {
    zh: `共 ${rows} 行：${said.zh}，${unchanged} 家此前已提交且无变化，${rejected} 行被拒绝${said.end}`,
    en: `${rows} rows: ${said.en}, ${unchanged} were handed in before and say the same, ${rejected} rejected${said.endEn}`,
  }
}
