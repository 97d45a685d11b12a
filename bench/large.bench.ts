import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { writeCity } from './city.ts'
import { printFigure } from './figures.ts'

const folder = mkdtempSync(join(tmpdir(), 'trefoil-bench-'))
await importLarge()
await importPlaces()
rmSync(folder, { recursive: true, force: true })

async function importLarge(): Promise<void> {
  const files = await writeCity(folder, { organizations: 100_000, partyOrganizations: 1_000 })
  printFigure('organizations in the workbook', files.counts.organizations, '')
  const done = await trefoil(['--data', join(folder, 'large'), 'import', ...files.paths, '--json'])
  printFigure('import of 100,000 rows', done.seconds, 's')
  printFigure('peak memory of the importing process', done.megabytes, 'MB', '< 512 MB')
}

async function importPlaces(): Promise<void> {
  const data = join('..', 'shared', 'data', 'cn-divisions')
  if (!existsSync(data)) {
    process.stdout.write('SKIP places: ../shared/data/cn-divisions is not here\n')
    return
  }
  const path = join(folder, 'places.csv')
  const rows = await writePlaces(data, path)
  printFigure('places in the file', rows, '')
  const done = await trefoil(['--data', join(folder, 'places'), 'import', path, '--json'])
  printFigure('import of the whole place list', done.seconds, 's', '<= 120 s')
  printFigure('peak memory of the importing process', done.megabytes, 'MB')
}

async function writePlaces(data: string, path: string): Promise<number> {
  const out = createWriteStream(path)
  out.write('code,name,parentCode\n')
  let rows = 0
  for (const [file, code, name, parent] of [
    ['levels1-4.csv.gz', 1, 2, 3],
    ['level5-communities.csv.gz', 0, 1, 2],
  ] as const) {
    const lines = createInterface({ input: createReadStream(join(data, file)).pipe(createGunzip()) })
    let first = true
    for await (const line of lines) {
      const cells = line.split(',')
      if (!first && line !== '') {
        out.write(`${cells[code]},${cells[name]},${cells[parent]}\n`)
        rows += 1
      }
      first = false
    }
  }
  out.end()
  await once(out, 'finish')
  return rows
}

type Done = { readonly seconds: number; readonly megabytes: number }

/** Runs the command as a whole process; the peak is what the kernel kept of it. */
async function trefoil(args: readonly string[]): Promise<Done> {
  const started = performance.now()
  const child = spawn(process.execPath, ['bin/trefoil.mjs', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0))
  }, 50)
  child.stdout.resume()
  await once(child, 'exit')
  clearInterval(watch)
  return { seconds: (performance.now() - started) / 1000, megabytes: peak / 1024 }
}

/** Peak resident kilobytes of a process, on Linux. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
