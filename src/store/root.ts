import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the package, seen from one of its files: the same from `src` and from the built `dist`. */
export function projectRoot(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'policies'))) return folder
  }
  throw new Error(`No package.json with policies above ${from}. Maybe files of the package are missing?`)
}
