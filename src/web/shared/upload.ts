import type { Reply, RouteKey } from './ask.ts'
import { errorOfAnswer, noAnswer } from './ask-error.ts'

export type Upload = {
  readonly form: FormData
  readonly key: string
  /** Told the share that has gone out, 0 to 1. */
  readonly progress: (share: number) => void
}

/** Posts a form and tells how much of it has gone out, which `fetch` does not. */
export async function upload<K extends Extract<RouteKey, `POST ${string}`>>(route: K, sent: Upload): Promise<Reply<K>> {
  const answer = await post(route.replace('POST ', ''), sent)
  if (!answer.ok) throw await errorOfAnswer(answer)
  return (await answer.json()) as Reply<K> // the edge: the contract is the promise of the other side
}

function post(path: string, { form, key, progress }: Upload): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', key)
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () =>
      resolve(new Response(request.responseText, { status: request.status, headers: HEADERS })),
    )
    request.addEventListener('error', () => reject(noAnswer()))
    request.addEventListener('timeout', () => reject(noAnswer()))
    request.send(form)
  })
}

const HEADERS = { 'content-type': 'application/json' }
