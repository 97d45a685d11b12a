import { mkdirSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../domain/problem.ts'
import type { SourceFile } from '../store/workbook/workbook.ts'
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

/** Problems lie beside the files, one JSON document a line: a page of them never reads a large row of the database. */
export async function writeProblems(office: BatchOffice, id: string, problems: readonly Problem[]): Promise<void> {
  const lines = problems.map((problem) => `${JSON.stringify(problem)}\n`)
  await writeFile(join(office.folder, id, 'problems.jsonl'), lines.join(''), { mode: 0o600 })
}

export async function findProblems(
  office: BatchOffice,
  id: string,
  page: { readonly from: number; readonly limit: number },
): Promise<Problem[] | undefined> {
  const path = join(office.folder, id, 'problems.jsonl')
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  const problems: Problem[] = []
  let at = 0
  try {
    for await (const line of file.readLines()) {
      if (at >= page.from + page.limit) break
      if (at >= page.from) problems.push(JSON.parse(line))
      at += 1
    }
  } finally {
    await file.close().catch(() => undefined)
  }
  return problems
}

export async function listAllProblems(office: BatchOffice, id: string): Promise<Problem[]> {
  const text = await readFile(join(office.folder, id, 'problems.jsonl'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Problem => JSON.parse(line))
}
