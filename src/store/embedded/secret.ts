import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Refusal } from '../../domain/refusal.ts'
import { type Home, writeDurably } from './home.ts'
import { unavailable } from './refusal.ts'

/** The generated passwords of the two roles: letters, digits, `-` and `_` only, so they need no escaping in a URL. */
export type Secret = { readonly migrator: string; readonly app: string }

/** Reads the passwords of a cluster, or makes them for a cluster that is still to be made. */
export function getSecret(home: Home): Secret {
  const file = secretFileOf(home)
  if (existsSync(file)) return readSecret(file)
  if (existsSync(home.cluster)) {
    throw unavailable({
      zh: `数据库 ${home.cluster} 的口令文件 ${file} 不见了；请从备份中恢复该文件。`,
      en: `The passwords of the database ${home.cluster} are gone (${file}); restore that file from a backup.`,
    })
  }
  const secret = { migrator: newPassword(), app: newPassword() }
  writeDurably(file, JSON.stringify(secret))
  return secret
}

/** The refusal for a server that does not know the passwords on file. */
export function strangeSecret(home: Home): Refusal {
  const file = secretFileOf(home)
  return unavailable({
    zh: `口令文件 ${file} 与数据库 ${home.cluster} 不符；请恢复与该数据库同时备份的口令文件。`,
    en: `The passwords in ${file} are not those of the database ${home.cluster}; restore the file that was saved with it.`,
  })
}

function secretFileOf(home: Home): string {
  return join(home.dataDir, 'secret.json')
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

function readSecret(file: string): Secret {
  const held = parsed(readFileSync(file, 'utf8'))
  if (typeof held === 'object' && held !== null && 'migrator' in held && 'app' in held) {
    const { migrator, app } = held
    if (typeof migrator === 'string' && typeof app === 'string') return { migrator, app }
  }
  throw unavailable({
    zh: `口令文件 ${file} 已损坏；请从备份中恢复该文件。`,
    en: `The password file ${file} is damaged; restore it from a backup.`,
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
