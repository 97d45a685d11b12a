import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.ts'

test('a server that is asked to end stops its threads and ends by itself, without a fault', async () => {
  const database = await freshDatabase()
  const data = mkdtempSync(join(tmpdir(), 'trefoil-serve-'))
  const server = spawn(process.execPath, ['bin/trefoil.mjs', 'serve', '--port', '0', '--data', data], {
    env: { ...process.env, DATABASE_URL: database.adminUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    for await (const line of createInterface({ input: server.stdout })) if (line.includes('http://')) break
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  } finally {
    server.kill('SIGKILL')
    await database.drop()
    rmSync(data, { recursive: true, force: true })
  }
})
