import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Sends events as they come; the source is ended when the page goes away. */
export function sendEvents(reply: FastifyReply, events: AsyncIterable<object | undefined>): FastifyReply {
  return reply
    .type('text/event-stream')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(lines(events), { objectMode: false }))
}

async function* lines(events: AsyncIterable<object | undefined>): AsyncGenerator<string> {
  for await (const event of events)
    yield event === undefined ? ': still here\n\n' : `data: ${JSON.stringify(event)}\n\n`
}
