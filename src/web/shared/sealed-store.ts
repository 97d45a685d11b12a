import type { DraftValue } from '../../domain/draft.ts'

/** A field that was typed and that the server does not have yet. */
export type Typed = {
  readonly draft: string
  readonly field: string
  /** What the page calls the field, so that the list of what is unsent can name it. */
  readonly label: string
  readonly value: DraftValue
  /** Milliseconds; of two copies of a field the later one counts. */
  readonly at: number
}

export type SealedStore = {
  readonly keep: (items: readonly Typed[]) => Promise<void>
  /** What this session left behind in this browser. Copies that it cannot read are of another session: they go. */
  readonly recover: () => Promise<Typed[]>
}

/** What lies on the machine: whose it is by account only, and a sealed box. */
type Row = {
  readonly tab: string
  readonly account: string
  readonly iv: Uint8Array<ArrayBuffer>
  readonly box: ArrayBuffer
}

const DATABASE = 'trefoil'
const STORE = 'unsent'

/**
 * Copies of unsent fields in this browser, sealed by the key of the session, which only the server gives and which is
 * never stored. Undefined where the browser keeps nothing (a private window) or cannot seal (no TLS).
 */
export async function openSealedStore(account: string, seal: string): Promise<SealedStore | undefined> {
  try {
    const bytes = Uint8Array.from(atob(seal), (letter) => letter.charCodeAt(0))
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
    const database = await openDatabase()
    const tab = crypto.randomUUID()
    return {
      keep: inTurn((items: readonly Typed[]) => keepItems(database, key, { tab, account }, items)),
      recover: () => recoverItems(database, key),
    }
  } catch {
    return undefined
  }
}

/** Removes every copy, whoever left it. */
export async function wipeSealedStore(): Promise<void> {
  try {
    const database = await openDatabase()
    await done(database.transaction(STORE, 'readwrite').objectStore(STORE).clear())
    database.close()
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
}

type Owner = Pick<Row, 'tab' | 'account'>

async function keepItems(database: IDBDatabase, key: CryptoKey, owner: Owner, items: readonly Typed[]): Promise<void> {
  const store = () => database.transaction(STORE, 'readwrite').objectStore(STORE)
  if (items.length === 0) {
    await done(store().delete(owner.tab))
    return
  }
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(items)))
  const row: Row = { ...owner, iv, box }
  await done(store().put(row))
}

async function recoverItems(database: IDBDatabase, key: CryptoKey): Promise<Typed[]> {
  const rows: Row[] = await done(database.transaction(STORE).objectStore(STORE).getAll())
  const found = await Promise.all(rows.map((row) => openRow(key, row)))
  await done(database.transaction(STORE, 'readwrite').objectStore(STORE).clear())
  return found.flat()
}

async function openRow(key: CryptoKey, { iv, box }: Row): Promise<Typed[]> {
  try {
    const text = new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, box))
    const items: Typed[] = JSON.parse(text)
    return items
  } catch {
    return []
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'tab' }))
  return done(request)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing.')))
  })
}

/** One after the other, so that the last state is the one that stays. */
function inTurn<A>(work: (argument: A) => Promise<void>): (argument: A) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (argument) => {
    last = last.then(() => work(argument)).catch(() => undefined)
    return last
  }
}
