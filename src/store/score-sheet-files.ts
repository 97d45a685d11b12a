import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ScoreSheet } from '../domain/score-sheet.ts'
import { readScoreSheet } from '../domain/score-sheet-read.ts'
import { projectRoot } from './root.ts'

/** The score sheets of the `score-sheets` folder, each checked; one that is not whole stops what asks for it. */
export function loadScoreSheets(
  folder = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'score-sheets'),
): ScoreSheet[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readScoreSheet(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}
