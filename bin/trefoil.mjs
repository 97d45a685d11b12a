#!/usr/bin/env node
// Runs the built command line; in a checkout it is built first where a source is newer (a fraction of a second).
import { existsSync } from 'node:fs'

const builder = new URL('../scripts/build-server.mjs', import.meta.url)
if (existsSync(builder)) await (await import(builder)).ensureBuilt()
await import('../dist/server/cli.js')
