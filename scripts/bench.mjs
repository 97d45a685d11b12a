// Benchmarks: figures and ratios in one run, never asserts. `npm run bench` runs all, `npm run bench -- import` one.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildAll } from './build.mjs'

const wanted = process.argv.slice(2)
const names = readdirSync('bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name))

await buildAll()
for (const name of names) {
  // Beside the server's own files, where the reading process and the plan thread are looked for.
  const outfile = join('dist/server', `bench-${name}.mjs`)
  await build({
    entryPoints: [`bench/${name}.bench.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  process.stdout.write(`\n== ${name}\n`)
  const done = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit' })
  if (done.status !== 0) process.exitCode = 1
}
