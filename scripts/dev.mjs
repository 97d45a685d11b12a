// The server with the demo city, and beside it the page from its sources; both end together.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const options = { cwd: ROOT, stdio: 'inherit' }
const parts = [
  spawn(process.execPath, [join(ROOT, 'bin/trefoil.mjs'), 'serve', '--demo', '--port', '8080'], options),
  spawn(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js')], options),
]

function end() {
  for (const part of parts) if (part.exitCode === null) part.kill('SIGTERM')
}

for (const part of parts) part.on('exit', end)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
