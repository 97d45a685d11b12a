// Writes what is generated and committed: the database types and the OpenAPI file.
// `--check` writes nothing and exits 1 where a file is not current. Needs a migrated database in DATABASE_URL.
import { spawnSync } from 'node:child_process'

export const TYPES_FILE = 'src/store/database.ts'
const MAPPING = { int8: 'number', timestamptz: 'string', daterange: 'string', tstzrange: 'string' }

export function generateTypes(url, { check = false } = {}) {
  const options = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--camel-case',
    '--date-parser',
    'string',
    '--default-schema',
    'trefoil',
  ]
  options.push('--include-pattern', 'trefoil.*', '--type-mapping', JSON.stringify(MAPPING), '--log-level', 'error')
  options.push('--out-file', TYPES_FILE, ...(check ? ['--verify'] : []))
  const run = spawnSync(process.execPath, ['node_modules/kysely-codegen/dist/cli/bin.js', ...options], {
    encoding: 'utf8',
  })
  return { ok: run.status === 0, text: `${run.stdout}${run.stderr}` }
}

if (process.argv[1]?.endsWith('generate.mjs')) {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL must name a migrated database.')
  const { ok, text } = generateTypes(url, { check: process.argv.includes('--check') })
  process.stderr.write(text)
  process.exitCode = ok ? 0 : 1
}
