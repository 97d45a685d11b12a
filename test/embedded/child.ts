import { Client } from 'pg'
import { startEmbedded, type EmbeddedOptions } from '../../src/store/embedded/embedded.ts'

/**
 * A process that starts the built-in database and then ends in its own way (the last word of its arguments):
 * `hold` stops it on a signal, `bare` listens to no signal, `throw` fails uncaught, `stop` stops at once.
 */
const options: EmbeddedOptions = JSON.parse(process.argv[2] ?? '{}')
const way = process.argv[3] ?? 'stop'
const said: string[] = []

const server = await startEmbedded({ ...options, say: (line) => said.push(line) })
tell({ ...server, pid: process.pid, said })

if (way === 'throw') setTimeout(() => reject('uncaught'), 1)
if (way === 'stop') await server.stop()
if (way === 'hold') {
  process.once('SIGINT', () => void putAway())
  process.once('SIGTERM', () => void putAway())
}
if (way === 'hold' || way === 'bare') setInterval(() => undefined, 1_000)

async function putAway() {
  const client = new Client({ connectionString: server.migratorUrl })
  await client.connect()
  const { rows } = await client.query('select 1 as answer')
  await client.end()
  await server.stop()
  tell(rows[0])
  process.exit(0)
}

function tell(word: object) {
  process.stdout.write(`${JSON.stringify(word)}\n`)
}

function reject(word: string): never {
  throw new Error(word)
}
