import { spawnSync } from 'node:child_process'

/** Runs the built command line against a database, as an operator types it. */
export function runCommand(databaseUrl: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/server/cli.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  return { status, stdout, stderr, read: () => JSON.parse(stdout) }
}
