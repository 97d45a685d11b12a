import { effectiveAnswers } from '../domain/answers.ts'
import { bookSheet, PERIOD_COLUMN } from '../domain/census-book.ts'
import { NOTHING_KNOWN } from '../domain/known.ts'
import type { Problem } from '../domain/problem.ts'
import { questionsOf, type AnswerValue } from '../domain/question-set.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { cellText } from '../domain/sheet-read.ts'
import type { Column } from '../domain/sheet.ts'
import { mapKnown } from '../store/census-known.ts'
import { listReturnsByCode } from '../store/census-return.ts'
import { getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import type { Cell } from '../store/workbook/workbook.ts'
import { writeWorkbook } from '../store/workbook/write.ts'
import { bookColumn, receiveBook, type Book } from './book.ts'
import { takeRow, type BookRun } from './census-book-row.ts'
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
      campaign,
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
  await writeWorkbook(path, [{ name, columns: columns.map(bookColumn), rows }])
  return rows.length
}

function cellOf(column: Column, values: Readonly<Record<string, AnswerValue>>): Cell {
  const value = values[column.key]
  return value === undefined ? null : cellText(column, value)
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
  const sheet = await reading(desk, async (tx) => bookSheet(questionsOfCampaign(await demandCampaign(tx, id))))
  const { book, commit, digest } = await receiveBook(parts, sheet)
  if (!commit) {
    return rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandParticipant(tx, 'census.book')
      return runBook(tx, desk, await getClock(tx), { id, book, dryRun: true })
    })
  }
  return takingPart(desk, 'census.book', [id, digest], async (tx, clock) => {
    const reply = await runBook(tx, desk, clock, { id, book, dryRun: false })
    const { rows, submitted, rejected } = reply
    return { reply, subject: `census ${id}`, facts: { rows, submitted, rejected } }
  })
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
    campaign,
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
