import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Text } from '../../domain/refusal.ts'
import { OWN_DATABASE, unavailable } from './refusal.ts'

/** An account with a passwd entry, which PostgreSQL demands, and never root, which it refuses. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The account with this name or number, in whatever directory the system keeps its accounts. */
export function findAccount(nameOrUid: string | number): Account | undefined {
  const ask = (field: string) => {
    const { status, stdout } = spawnSync('id', [field, String(nameOrUid)], { encoding: 'utf8' })
    return status === 0 ? stdout.trim() : undefined
  }
  const name = ask('-un')
  const uid = Number(ask('-u'))
  const gid = Number(ask('-g'))
  return name === undefined || !Number.isInteger(uid) || !Number.isInteger(gid) ? undefined : { name, uid, gid }
}

/**
 * The account that runs the server when Trefoil itself runs as root: the named one, made where the system lets us,
 * otherwise `nobody`, which shares its rights with other services and is therefore second.
 */
export function getServerAccount(name: string, say: (text: Text) => void): Account {
  const account = findAccount(name) ?? findMadeAccount(name, say) ?? findAccount('nobody')
  if (account && account.uid !== 0) return account
  throw unavailable({
    zh: `PostgreSQL 不能以 root 运行，而本机没有可用的账户（${name}、nobody）；请换用普通用户运行。${OWN_DATABASE.zh}`,
    en: `PostgreSQL does not run as root and there is no account for it (${name}, nobody); run as a normal user. ${OWN_DATABASE.en}`,
  })
}

/** Whether the account may pass through every folder on the way to this path, which itself may be a folder. */
export function mayReach(path: string, account: Account): boolean {
  const here = resolve(path)
  const above = dirname(here)
  return mayPass(here, account) && (above === here || mayReach(above, account))
}

function mayPass(path: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(path)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function findMadeAccount(name: string, say: (text: Text) => void): Account | undefined {
  const nowhere = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin']
  const { status } = spawnSync('useradd', ['--system', '--user-group', ...nowhere, name], { encoding: 'utf8' })
  if (status === 0) {
    say({
      zh: `PostgreSQL 不能以 root 运行，已新建系统账户 ${name} 供其使用。`,
      en: `PostgreSQL does not run as root, so the system account ${name} was made for it.`,
    })
  }
  return findAccount(name)
}
