import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { QuestionSet } from '../domain/question-set.ts'
import { readQuestionSet } from '../domain/question-set-read.ts'
import { projectRoot } from './root.ts'

/** The question sets of the `question-sets` folder, each checked; one that is not whole stops what asks for it. */
export function loadQuestionSets(
  folder = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'question-sets'),
): QuestionSet[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readQuestionSet(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}
