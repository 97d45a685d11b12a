import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refusalText, REFUSALS, type RefusalCode, type Text } from '../domain/refusal.ts'

/** RFC 9457 with a stable code and both languages. */
export type ProblemBody = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly messages: Text
  readonly pointer?: string
  readonly instance?: string
}

export function problemOf(refusal: Refusal, status: number = REFUSALS[refusal.code].status): ProblemBody {
  const { pointer } = refusal.details
  return {
    type: `urn:trefoil:problem:${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(refusal.code),
    status,
    code: refusal.code,
    messages: refusalText(refusal),
    ...(typeof pointer === 'string' ? { pointer } : {}),
  }
}

/** The same for every occurrence of a code, as the standard asks: the code in words. */
function titleOf(code: RefusalCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

export function sendProblem(reply: FastifyReply, problem: ProblemBody): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

/** A refusal is told in words; whatever else fails is told by a reference, and its cause stands in the log only. */
export function tellError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) {
    const { seconds } = error.details
    if (problemOf(error).status === 429 && typeof seconds === 'number') void reply.header('retry-after', seconds)
    const isEnded = error.code === 'NOT_SIGNED_IN' && request.system !== undefined
    return sendProblem(reply, problemOf(isEnded ? new Refusal('SYSTEM_TOKEN') : error))
  }
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return sendProblem(reply, problemOf(refusalOfRequest(error), status))
  return sendBug(error, request, reply)
}

const REQUEST_FAULTS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Content-Type：application/json',
  FST_ERR_CTP_BODY_TOO_LARGE: '请求正文过大 / the body is too large',
  FST_ERR_CTP_INVALID_JSON_BODY: '请求正文不是 JSON / the body is not JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'Content-Length',
  FST_REQ_FILE_TOO_LARGE: '单个文件超过 64 MB / a file is larger than 64 MB',
  FST_FILES_LIMIT: '一次最多 8 个文件 / at most 8 files together',
  FST_FIELDS_LIMIT: '字段过多 / too many fields',
  FST_PARTS_LIMIT: '部分过多 / too many parts',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'Content-Type：multipart/form-data',
}

/** What the framework refuses to read, in our own words: its own may repeat what was sent. */
function refusalOfRequest(error: FastifyError): Refusal {
  return new Refusal('BAD_REQUEST', { detail: REQUEST_FAULTS[error.code] ?? '请求无法读取 / it cannot be read' })
}

function sendBug(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reference = randomUUID()
  request.log.error({ reference, method: request.method, route: request.routeOptions.url, fault: faultOf(error) })
  return sendProblem(reply, {
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    code: 'INTERNAL',
    messages: {
      zh: `系统内部出错，已记录；请联系管理员并告知编号 ${reference}。`,
      en: `Something failed inside the system and was recorded; tell the administrator the reference ${reference}.`,
    },
    instance: `urn:uuid:${reference}`,
  })
}

/** Where a fault happened and of what kind. Its message may hold values of a record, so it stays out of the log. */
export function faultOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const fields = new Map<string, unknown>(Object.entries(error))
  const named = ['code', 'severity', 'routine', 'table', 'constraint'].flatMap((key) =>
    typeof fields.get(key) === 'string' ? [[key, fields.get(key)]] : [],
  )
  const cause = error.cause === undefined ? {} : { cause: faultOf(error.cause) }
  return { name: error.name, ...Object.fromEntries(named), frames: frames.map((line) => line.trim()), ...cause }
}
