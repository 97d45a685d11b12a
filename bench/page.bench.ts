import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../src/domain/demo/accounts.ts'
import { buildApp } from '../src/api/app.ts'
import { loadDemo } from '../src/work/demo.ts'
import { freshBench } from './city.ts'
import { median, printFigure } from './figures.ts'

const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)
if (executablePath === undefined) process.stdout.write('SKIP page: no Chromium (name one in CHROMIUM_PATH)\n')
else await measure(executablePath)

async function measure(path: string): Promise<void> {
  const bench = await freshBench()
  await loadDemo(bench.server.migratorUrl, bench.desk, { seed: 7 })
  const app = await buildApp({
    db: bench.db,
    packs: bench.desk.packs,
    demo: true,
    dataDir: bench.folder,
    webRoot: resolve('dist/web'),
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  for (const route of ['/sign-in', '/home', '/analysis']) {
    const paints: number[] = []
    let kilobytes = 0
    for (let run = 0; run < 5; run += 1) {
      const context = await browser.newContext()
      const page = await context.newPage()
      if (route !== '/sign-in') {
        await page.request.post(`${address}/api/session`, {
          data: { login: 'city', password: DEMO_PASSWORD },
          headers: { origin: address },
        })
      }
      const visit = await visitSlowly(page, `${address}${route}`)
      paints.push(visit.paint)
      kilobytes = visit.kilobytes
      await context.close()
    }
    printFigure(
      `${route}: scripts and styles, compressed`,
      kilobytes,
      'kB',
      route === '/analysis' ? undefined : '<= 400 kB',
    )
    printFigure(`${route}: largest contentful paint, CPU slowed 4 times, median`, median(paints), 'ms', '<= 2500 ms')
  }
  await browser.close()
  await app.close()
  await bench.close()
}

/** One visit with an empty cache on a processor slowed four times. */
async function visitSlowly(page: Page, url: string): Promise<{ readonly paint: number; readonly kilobytes: number }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Network.enable')
  const kinds = new Map<string, string>()
  let bytes = 0
  devtools.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.type))
  devtools.on('Network.loadingFinished', (event) => {
    if (['Script', 'Stylesheet'].includes(kinds.get(event.requestId) ?? '')) bytes += event.encodedDataLength
  })
  await page.goto(url)
  await page.waitForSelector('h1')
  await page.waitForTimeout(2_500)
  const paint = await page.evaluate(
    () =>
      new Promise<number>((tell) => {
        new PerformanceObserver((list) => tell(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
  return { paint, kilobytes: bytes / 1000 }
}
