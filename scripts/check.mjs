// All static checks, each in its own process; the first lines of what fails are shown, the rest runs all the same.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const node = process.execPath
const CHECKS = [
  ['types', [node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['types of the pure rooms', [node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.pure.json']],
  [
    'lint',
    [
      'node_modules/.bin/oxlint',
      '-c',
      '.oxlintrc.json',
      '--type-aware',
      '--deny-warnings',
      'src',
      'test',
      'e2e',
      'bench',
    ],
  ],
  [
    'directions',
    [node, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src'],
  ],
  ['format', ['node_modules/.bin/oxfmt', '--check', '.']],
  [
    'lock file',
    () =>
      /"resolved"/.test(readFileSync('package-lock.json', 'utf8')) ? 'addresses of registries in the lock file' : '',
  ],
]

let failed = 0
for (const [name, check] of CHECKS) {
  const started = performance.now()
  const text = typeof check === 'function' ? check() : run(name, check)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${text === '' ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (text !== '') console.log(text)
  failed += text === '' ? 0 : 1
}
process.exitCode = failed === 0 ? 0 : 1

/** What the check says where it fails; a cruise over no modules is a failure too. */
function run(name, [command, ...args]) {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  const text = `${done.stdout}${done.stderr}`.trim()
  const cruised = /\((\d+) modules/.exec(text)?.[1]
  if (name === 'directions' && !(Number(cruised) > 50)) return `only ${cruised ?? 0} modules cruised\n${text}`
  return done.status === 0 ? '' : text.slice(0, 6000)
}
