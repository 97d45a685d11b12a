import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Text } from '../../domain/refusal.ts'
import { findAccount, getServerAccount, isRoot, mayReach, type Account } from './account.ts'
import { OWN_DATABASE, unavailable } from './refusal.ts'

/** Where a built-in database lives and who runs it (ourselves when there is no account). */
export type Home = { readonly dataDir: string; readonly cluster: string; readonly account: Account | undefined }

export type HomeWish = { readonly account: string; readonly sharedDir: string; readonly say: (text: Text) => void }

/** One folder a major version: the files of one cannot be read by another. */
const CLUSTER = 'pg18'
const POINTER = 'cluster-place.txt'

/** Makes the folder that the user named, passable for the account that will own the cluster in it. */
export function prepareFolder(named: string): string {
  const folder = resolve(named)
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o711)
  }
  return realpathSync(folder)
}

/**
 * Finds the cluster of this data folder, or the place for a new one. As root the server runs under another account,
 * which must be able to walk to its files: where it cannot, they are kept in a shared place and a pointer says where.
 */
export function settleHome(dataDir: string, wish: HomeWish): Home {
  const base = getPointedPlace(dataDir) ?? dataDir
  const cluster = join(base, CLUSTER)
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid
  if (owner !== undefined) return { dataDir, cluster, account: getKeeper(cluster, owner, wish) }
  if (!isRoot()) return { dataDir, cluster, account: undefined }

  const account = getServerAccount(wish.account, wish.say)
  if (mayReach(base, account)) return { dataDir, cluster, account }
  return { dataDir, cluster: join(movePlace(dataDir, account, wish), CLUSTER), account }
}

/** Writes a small file so that a power cut leaves either the old or the new one. */
export function writeDurably(file: string, text: string): void {
  const making = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(making, text, { mode: 0o600, flush: true })
  renameDurably(making, file)
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  const folder = openSync(dirname(to), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The account that owns a cluster goes on running it; one that no longer exists is replaced. */
function getKeeper(cluster: string, owner: number, wish: HomeWish): Account | undefined {
  if (!isRoot()) {
    if (owner === process.getuid?.()) return undefined
    throw ownedByAnother(cluster, owner)
  }
  const known = owner === 0 ? undefined : findAccount(owner)
  const account = known ?? getServerAccount(wish.account, wish.say)
  if (!known) giveAll(cluster, account)
  if (mayReach(cluster, account)) return account
  throw unavailable({
    zh: `账户 ${account.name} 无法进入 ${cluster}；请为其上级目录加上通过权限（chmod o+x），或把数据目录移到别处。`,
    en: `The account ${account.name} cannot reach ${cluster}; allow passing the folders above (chmod o+x) or move the data folder.`,
  })
}

function giveAll(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) giveAll(inner, account)
    else lchownSync(inner, account.uid, account.gid)
  }
}

function getPointedPlace(dataDir: string): string | undefined {
  const pointer = join(dataDir, POINTER)
  if (!existsSync(pointer)) return undefined
  const place = readFileSync(pointer, 'utf8').trim()
  if (existsSync(place)) return place
  throw unavailable({
    zh: `${dataDir} 的数据库文件存放在 ${place}，但该目录已不存在；请恢复该目录，或删除 ${pointer} 以新建空库。`,
    en: `The database of ${dataDir} is kept in ${place}, which is gone; bring it back, or delete ${pointer} to start empty.`,
  })
}

/** A new place every time: one that an earlier data folder of this name left behind must not come back to life. */
function movePlace(dataDir: string, account: Account, { sharedDir, say }: HomeWish): string {
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 })
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const earlier = readdirSync(sharedDir).filter((entry) => entry.startsWith(`${name}-`))
  const place = join(realpathSync(sharedDir), `${name}-${randomBytes(4).toString('hex')}`)
  mkdirSync(place)
  chmodSync(place, 0o711)
  if (!mayReach(place, account)) throw noSharedPlace(sharedDir, account)

  writeDurably(join(dataDir, POINTER), `${place}\n`)
  say({
    zh: `账户 ${account.name} 无法进入 ${dataDir}，数据库文件改存于 ${place}。`,
    en: `The account ${account.name} cannot reach ${dataDir}, so the database files are kept in ${place}.`,
  })
  if (earlier.length > 0) {
    say({
      zh: `同名目录以前的数据库仍在 ${sharedDir}（${earlier.join('、')}）；不再需要时请删除。`,
      en: `Earlier databases of a folder of this name are still in ${sharedDir} (${earlier.join(', ')}); delete what is not needed.`,
    })
  }
  return place
}

function noSharedPlace(sharedDir: string, account: Account) {
  return unavailable({
    zh: `账户 ${account.name} 无法进入 ${sharedDir}；请换用普通用户运行。${OWN_DATABASE.zh}`,
    en: `The account ${account.name} cannot reach ${sharedDir}; run as a normal user. ${OWN_DATABASE.en}`,
  })
}

function ownedByAnother(cluster: string, owner: number) {
  return unavailable({
    zh: `${cluster} 属于另一个用户（uid ${owner}）；请用该用户运行，或用 --data 指定其他目录。`,
    en: `${cluster} belongs to another user (uid ${owner}); run as that user, or name another folder with --data.`,
  })
}
