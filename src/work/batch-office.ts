import { mkdirSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../domain/problem.ts'
import type { SourceFile } from '../store/workbook/workbook.ts'
import type { RowChange } from './import-changes.ts'
import type { TablePlace } from './import-run.ts'
import type { JobOffice } from './job-office.ts'

/** Where uploaded files lie and their checks and imports are ordered. */
export type BatchOffice = {
  readonly folder: string
  readonly jobs: JobOffice
  /** The batches that this process works on. */
  readonly busy: Set<string>
}

/** Uploaded files are kept this long; after that the problems are still counted, but the files must be given again. */
export const UPLOAD_HOURS = 24

export function openBatchOffice(dataDir: string, jobs: JobOffice): BatchOffice {
  const folder = join(dataDir, 'uploads')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return { folder, jobs, busy: new Set() }
}

/** Removes what was uploaded too long ago and is not being worked on. */
export async function sweepUploads(office: BatchOffice, nowMs: number): Promise<void> {
  for (const id of await readdir(office.folder)) {
    if (office.busy.has(id)) continue
    const path = join(office.folder, id)
    const age = nowMs - (await stat(path)).mtimeMs
    if (age > UPLOAD_HOURS * 3_600_000) await rm(path, { recursive: true, force: true })
  }
}

export async function makeBatchFolder(office: BatchOffice, id: string): Promise<void> {
  await mkdir(join(office.folder, id), { mode: 0o700 })
}

/** A path of our own making: the name that the user gave a file never becomes one. */
export function uploadPath(office: BatchOffice, id: string, index: number): string {
  return join(office.folder, id, `file-${index}`)
}

export function removeBatchFolder(office: BatchOffice, id: string): Promise<void> {
  return rm(join(office.folder, id), { recursive: true, force: true })
}

/** The uploaded files under the names that the clerk knows; undefined where they have been removed. */
export async function findSources(
  office: BatchOffice,
  id: string,
  names: readonly string[],
): Promise<SourceFile[] | undefined> {
  const sources = names.map((name, index) => ({ path: uploadPath(office, id, index), name }))
  for (const { path } of sources) {
    const isThere = await stat(path).then(
      () => true,
      () => false,
    )
    if (!isThere) return undefined
  }
  return sources
}

const PROBLEMS = 'problems.jsonl'
const CHANGES = 'changes.jsonl'
const TABLES = 'tables.json'

/** What was found lies beside the files, one JSON document a line: a page of it never reads a large row of the database. */
export async function writeFindings(office: BatchOffice, id: string, found: Findings): Promise<void> {
  const folder = join(office.folder, id)
  await writeLines(join(folder, PROBLEMS), found.problems)
  if (found.changes !== undefined) await writeLines(join(folder, CHANGES), found.changes)
  await writeFile(join(folder, TABLES), JSON.stringify(found.tables), { mode: 0o600 })
}

export type Findings = {
  readonly problems: readonly Problem[]
  /** Where they were not worked out, those of the check stay. */
  readonly changes?: readonly RowChange[]
  readonly tables: readonly TablePlace[]
}

async function writeLines(path: string, documents: readonly object[]): Promise<void> {
  await writeFile(path, documents.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 })
}

export type PageAt = { readonly from: number; readonly limit: number }

export function findProblems(office: BatchOffice, id: string, page: PageAt): Promise<Problem[] | undefined> {
  return findLines(join(office.folder, id, PROBLEMS), page)
}

export function findChanges(office: BatchOffice, id: string, page: PageAt): Promise<RowChange[] | undefined> {
  return findLines(join(office.folder, id, CHANGES), page)
}

async function findLines<T>(path: string, page: PageAt): Promise<T[] | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  const found: T[] = []
  let at = 0
  try {
    for await (const line of file.readLines()) {
      if (at >= page.from + page.limit) break
      if (at >= page.from) found.push(JSON.parse(line))
      at += 1
    }
  } finally {
    await file.close().catch(() => undefined)
  }
  return found
}

export async function listAllProblems(office: BatchOffice, id: string): Promise<Problem[]> {
  return (await findProblems(office, id, { from: 0, limit: Number.POSITIVE_INFINITY })) ?? []
}

/** Where the tables stand in the files; none where that was not kept. */
export async function listTables(office: BatchOffice, id: string): Promise<TablePlace[]> {
  const text = await readFile(join(office.folder, id, TABLES), 'utf8').catch(() => '[]')
  const tables: TablePlace[] = JSON.parse(text)
  return tables
}
