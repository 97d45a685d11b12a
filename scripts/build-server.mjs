// Bundles the server side into dist/server. Packages stay outside; *.sql and policies/*.json are read from disk.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const DIST = join(ROOT, 'dist')
const TARGET = join(DIST, 'server')
const STAMP = join(TARGET, '.stamp')
const ENTRIES = {
  cli: 'src/cli/main.ts',
  'workbook-child': 'src/store/workbook/child.ts',
  'plan-thread': 'src/work/plan-thread.ts',
  'paper-thread': 'src/store/paper-thread.ts',
}

/** Builds into a folder of its own and puts it in place whole, so that two builds at once do no harm. */
export async function buildServer() {
  await mkdir(DIST, { recursive: true })
  const fresh = await mkdtemp(join(DIST, '.server-'))
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: Object.fromEntries(Object.entries(ENTRIES).filter(([, path]) => existsSync(join(ROOT, path)))),
      outdir: relative(ROOT, fresh),
      bundle: true,
      splitting: true,
      sourcemap: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      logLevel: 'warning',
    })
    await writeFile(join(fresh, '.stamp'), '')
    await putInPlace(fresh)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Builds only where a file of src/ (or this one) is newer than the last build. */
export async function ensureBuilt() {
  const built = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0
  const entriesMissing = Object.entries(ENTRIES).some(
    ([name, path]) => existsSync(join(ROOT, path)) && !existsSync(join(TARGET, `${name}.js`)),
  )
  if (entriesMissing || newestOf(join(ROOT, 'src')) > built || newestOf(fileURLToPath(import.meta.url)) > built)
    await buildServer()
}

/** Files move one by one over the old ones: whoever is starting finds the old file or the new one, never none. */
async function putInPlace(fresh) {
  await mkdir(TARGET, { recursive: true })
  const files = await readdir(fresh)
  const chunksFirst = files.sort((a, b) => rank(a) - rank(b))
  for (const file of chunksFirst) await rename(join(fresh, file), join(TARGET, file))
}

/** Chunks carry their hash in the name; entries that need them come after, the stamp last. */
function rank(file) {
  if (file === '.stamp') return 2
  return file.replace(/\.js(\.map)?$/, '') in ENTRIES ? 1 : 0
}

function newestOf(path) {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestOf(join(path, name))), 0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt()
