import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as it arrived: envelope, headers decoded, and its parts by their media type. */
export type Arrived = {
  readonly from: string
  readonly to: readonly string[]
  readonly user: string
  readonly isSecure: boolean
  readonly headers: ReadonlyMap<string, string>
  readonly parts: ReadonlyMap<string, string>
}

export type MailHost = {
  readonly port: number
  readonly ca: string
  readonly arrived: Arrived[]
  readonly stop: () => Promise<void>
}

export const MAIL_USER = 'trefoil'
export const MAIL_PASSWORD = 'a quiet letter'

/** A certificate that nobody knows, for localhost. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'trefoil-smtp-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' })
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  rmSync(folder, { recursive: true })
  return pair
}

/** A real SMTP server that wants STARTTLS and a password, and keeps what it is given. */
export async function openMailHost(more: SMTPServerOptions = {}): Promise<MailHost> {
  const pair = selfSigned()
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    ...pair,
    authOptional: false,
    onAuth: ({ username = '', password }, { secure }, answer) => {
      if (secure && username === MAIL_USER && password === MAIL_PASSWORD) answer(null, { user: username })
      else answer(new Error('no'))
    },
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        arrived.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: String(session.user),
          isSecure: session.secure,
          ...readMail(Buffer.concat(chunks).toString('latin1')),
        })
        answer()
      })
    },
    ...more,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // a TCP port, as asked
  return { port, ca: pair.cert, arrived, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Headers unfolded and decoded, and the body: of several parts each by its type. */
export function readMail(raw: string): Pick<Arrived, 'headers' | 'parts'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        wordsOf(line.slice(line.indexOf(':') + 1).trim()),
      ]),
  )
  const body = rest.join('\r\n\r\n')
  const type = headers.get('content-type') ?? ''
  const edge = /boundary="?([^";]+)"?/.exec(type)?.[1]
  if (edge === undefined) return { headers, parts: new Map([[type.split(';')[0] ?? '', bodyOf(body, headers)]]) }
  const pieces = body.split(`--${edge}`).slice(1, -1)
  return { headers, parts: new Map(pieces.flatMap((piece) => [...readMail(piece.replace(/^\r\n/, '')).parts])) }
}

function bodyOf(body: string, headers: ReadonlyMap<string, string>): string {
  const encoding = headers.get('content-transfer-encoding') ?? ''
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  return quotedText(body.replace(/=\r\n/g, ''))
}

/** Encoded words of RFC 2047: =?UTF-8?B?...?= and =?UTF-8?Q?...?=. */
function wordsOf(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : quotedText(coded.replaceAll('_', ' ')),
    )
}

function quotedText(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
