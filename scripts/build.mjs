// Builds the web app (vite, then compressed copies of its text files) and the server side; skips what is current.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { ensureBuilt } from './build-server.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const WEB = join(ROOT, 'dist/web')
const STAMP = join(WEB, '.stamp')
const SOURCES = [
  'src/web',
  'src/contract',
  'src/domain',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.mjs',
]

/** Files that shrink; fonts of the kind woff2 and pictures are compressed already. */
const TEXT = new Set(['.js', '.css', '.html', '.svg', '.json', '.map', '.txt'])
const SMALLEST = 1_024

/** Both sides; what nobody has changed since the last build stays. */
export async function buildAll() {
  await ensureBuilt()
  await ensureWeb()
}

/** Builds the web app where a source is newer than the last build. Says whether it did. */
export async function ensureWeb() {
  const built = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0
  const newest = Math.max(...SOURCES.map((path) => newestOf(join(ROOT, path))))
  if (existsSync(join(WEB, 'index.html')) && newest <= built) return false
  const { build } = await import('vite')
  await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
  await compressAll(WEB)
  await writeFile(STAMP, '')
  return true
}

async function compressAll(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size > SMALLEST)
  await Promise.all(files.map(compress))
}

async function compress(path) {
  const text = await readFile(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(text, { params }),
    promisify(gzip)(text, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, zipped)])
}

function newestOf(path) {
  if (!existsSync(path)) return 0
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestOf(join(path, name))), entry.mtimeMs)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll()
