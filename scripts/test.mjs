// All tests: everything on the built-in PostgreSQL, then the tests that speak to a database again on each other
// PostgreSQL that is found (Debian's 15 is the floor). What failed is told again at the end; the last line counts them all.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from './build.mjs'
import { ensureChromium } from './chromium.mjs'

const OTHER_SERVERS = (process.env.TREFOIL_TEST_PG_BINS ?? '/usr/lib/postgresql/15/bin').split(':')
// What speaks HTTP asks the same statements as the work behind it, which is run on each server.
const DATABASE_TESTS = ['src/store/', 'src/work/', 'test/']
const failures = []
const scratch = mkdtempSync(join(tmpdir(), 'trefoil-test-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

await buildAll()
const chromium = ensureChromium()
run('built-in', process.argv.slice(2), chromium === undefined ? {} : { CHROMIUM_PATH: chromium })
if (process.argv.length === 2) {
  for (const [index, bin] of OTHER_SERVERS.filter((folder) => existsSync(join(folder, 'postgres'))).entries()) {
    process.stdout.write(`\nThe database tests again on ${bin}\n`)
    run(`server-${index}`, DATABASE_TESTS, { TREFOIL_TEST_PG_BIN: bin })
  }
}
rmSync(scratch, { recursive: true, force: true })
for (const failure of failures) process.stdout.write(`${failure}\n`)
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1

function run(name, filters, env) {
  const report = join(scratch, `${name}.json`)
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const done = spawnSync(process.execPath, [...args, ...filters], { stdio: 'inherit', env: { ...process.env, ...env } })
  if (!existsSync(report)) {
    counts.failed += 1
    return
  }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += result.numPassedTests
  counts.failed += result.numFailedTests
  counts.skipped += result.numPendingTests + result.numTodoTests
  for (const { name: file, status, message, assertionResults } of result.testResults) {
    for (const test of assertionResults.filter((one) => one.status === 'failed')) {
      failures.push(`FAILED (${name}) ${file}: ${test.fullName}\n${test.failureMessages.join('\n')}`)
    }
    if (status === 'failed' && assertionResults.length === 0) failures.push(`FAILED (${name}) ${file}: ${message}`)
  }
  // A file that does not load, or a server that does not start, fails no single test but the run.
  if (done.status !== 0 && result.numFailedTests === 0) counts.failed += 1
}
