import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { paperKindOf } from '../domain/paper-kind.ts'
import {
  isTemplateFault,
  readPaperTemplate,
  templateFaults,
  templateFaultText,
  type PaperTemplate,
} from '../domain/paper-template.ts'
import { projectRoot } from './root.ts'

/** The shipped templates of the `templates` folder, each checked; one that cannot be used stops what asks for it. */
export function loadPaperTemplates(
  folder = join(projectRoot(dirname(fileURLToPath(import.meta.url))), 'templates'),
): PaperTemplate[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => {
      const read = readPaperTemplate(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      const faults = isTemplateFault(read)
        ? [templateFaultText(read, undefined)]
        : templateFaults(read).map((fault) => templateFaultText(fault, paperKindOf(read.kind)))
      if (isTemplateFault(read) || faults.length > 0) {
        throw new Error(`Not a template of papers, ${name}: ${faults.map(({ en }) => en).join(' ')}`)
      }
      return read
    })
}
