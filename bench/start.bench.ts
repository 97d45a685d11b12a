import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { printFigure } from './figures.ts'

// A fresh checkout of what is committed: install, build, built-in database, the whole demo city, first page with data.
const folder = mkdtempSync(join(tmpdir(), 'trefoil-start-'))
const checkout = join(folder, 'trefoil')
spawnSync('git', ['clone', '-q', '.', checkout], { stdio: 'inherit' })
const started = performance.now()
spawnSync('npm', ['ci'], { cwd: checkout, stdio: 'ignore' })
printFigure('npm ci', (performance.now() - started) / 1000, 's')
await untilData('npm start to the first page with data, install included', started, '<= 120 s')
await untilData('restart', performance.now(), '<= 5 s')
rmSync(folder, { recursive: true, force: true })

/** Starts the server and asks, as a browser would, until the figures of the demo city come. */
async function untilData(name: string, from: number, bar: string): Promise<void> {
  const port = '18080'
  const child = spawn('npm', ['start', '--', '--port', port], { cwd: checkout, stdio: 'ignore', detached: true })
  const address = `http://127.0.0.1:${port}`
  while (!(await hasData(address))) await sleep(100)
  printFigure(name, (performance.now() - from) / 1000, 's', bar)
  await stop(child)
}

async function hasData(address: string): Promise<boolean> {
  try {
    const page = await fetch(`${address}/home`)
    const session = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ login: 'city', password: DEMO_PASSWORD }),
    })
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
    const figures = await fetch(`${address}/api/analysis/coverage`, { headers: { cookie } })
    return page.ok && figures.ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
  await gone
}
