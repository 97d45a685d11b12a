import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { ask } from './ask.ts'
import { isAskError } from './ask-error.ts'
import { openOutbox, type Unsent } from './outbox.ts'
import { openSealedStore, wipeSealedStore } from './sealed-store.ts'
import { SESSION_KEY } from './session.ts'
import { en } from './text-en.ts'
import { zh } from './text-zh.ts'

/** Answers after which the same fields, sent again, may be taken. */
const PASSING: readonly number[] = [0, 401, 408, 425, 429, 500, 502, 503, 504]

/** Whom to tell that the session has ended. */
const ended = { tell: () => {} }

export const outbox = openOutbox({
  send: (id, fields) =>
    ask('PUT /api/drafts/:id', { params: { id }, body: { fields } }).catch((error: unknown) => {
      if (isAskError(error) && error.status === 401) ended.tell()
      throw error
    }),
  reasonOf: (error) =>
    isAskError(error)
      ? { text: error.messages, isFinal: !PASSING.includes(error.status) }
      : { text: { zh: zh['fail.page'], en: en['fail.page'] }, isFinal: true },
  now: () => Date.now(),
  later: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})

export function useUnsent(): readonly Unsent[] {
  return useSyncExternalStore(outbox.watch, outbox.list)
}

/** Keeps sealed copies for the account that is signed in, and sends again as soon as the network is back. */
export function useOutboxOf(account: string | undefined): void {
  const queries = useQueryClient()
  useEffect(() => {
    ended.tell = () => void queries.resetQueries({ queryKey: SESSION_KEY })
    if (account === undefined) return undefined
    void ask('GET /api/draft-seal', {})
      .then(({ seal }) => openSealedStore(account, seal))
      .then((store) => outbox.attach(store))
      .catch(() => undefined)
    const back = () => void outbox.send()
    window.addEventListener('online', back)
    window.addEventListener('beforeunload', warnOfLoss)
    return () => {
      window.removeEventListener('online', back)
      window.removeEventListener('beforeunload', warnOfLoss)
    }
  }, [account, queries])
}

/** Only where the browser keeps no copy does leaving lose something. */
function warnOfLoss(event: BeforeUnloadEvent): void {
  if (outbox.list().length > 0 && !outbox.isKept()) event.preventDefault()
}

/** Nothing of what was typed stays on this machine: at sign-out, and when the session has ended. */
export async function forgetDrafts(): Promise<void> {
  outbox.forget()
  await wipeSealedStore()
}
