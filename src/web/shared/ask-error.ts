import type { Text } from '../../domain/refusal.ts'
import { en } from './text-en.ts'
import { zh } from './text-zh.ts'

/** What went wrong with a request, in both languages, with the stable code of the server (or NO_ANSWER, BAD_ANSWER). */
export type AskError = Error & {
  readonly status: number
  readonly code: string
  readonly messages: Text
  /** Seconds until a new try makes sense, where the server says so. */
  readonly wait: number | null
}

export type AskFault = Pick<AskError, 'status' | 'code' | 'messages' | 'wait'>

export function askErrorOf(fault: AskFault): AskError {
  return Object.assign(new Error(`${fault.code}: ${fault.messages.en}`), fault)
}

export function isAskError(error: unknown): error is AskError {
  return error instanceof Error && 'code' in error && 'messages' in error
}

/** The server was not reached at all. */
export function noAnswer(): AskError {
  const messages = { zh: zh['fail.noAnswer'], en: en['fail.noAnswer'] }
  return askErrorOf({ status: 0, code: 'NO_ANSWER', messages, wait: null })
}

/** The error that an answer with a bad status carries: a problem body of RFC 9457, or what can be said without one. */
export async function errorOfAnswer(answer: Response): Promise<AskError> {
  const { status } = answer
  const wait = Number(answer.headers.get('retry-after')) || null
  const body: unknown = await answer.json().catch(() => null)
  if (isProblem(body)) return askErrorOf({ status, code: body.code, messages: body.messages, wait })
  const messages = {
    zh: zh['fail.badAnswer'].replace('{{status}}', String(status)),
    en: en['fail.badAnswer'].replace('{{status}}', String(status)),
  }
  return askErrorOf({ status, code: 'BAD_ANSWER', messages, wait })
}

function isProblem(body: unknown): body is { code: string; messages: Text } {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('messages' in body)) return false
  const { code, messages } = body
  return typeof code === 'string' && isText(messages)
}

function isText(value: unknown): value is Text {
  if (typeof value !== 'object' || value === null || !('zh' in value) || !('en' in value)) return false
  return typeof value.zh === 'string' && typeof value.en === 'string'
}
