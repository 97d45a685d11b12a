import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { Refusal } from '../domain/refusal.ts'

/** How mail leaves: the server, who sends, and the address under which people open the pages. */
export type MailConfig = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (smtps); else by STARTTLS, which is demanded unless the server is on this machine. */
  readonly secure: boolean
  readonly user: string | undefined
  readonly password: string | undefined
  readonly from: string
  readonly publicUrl: string
  /** Certificates of one's own authority, PEM. */
  readonly ca: string | undefined
  readonly patienceMs: number
}

const PATIENCE_MS = 20_000

/**
 * The settings of mail from the environment; undefined where TREFOIL_SMTP_URL is not set, which is the default. A half
 * setting is refused: mail without a sender or a link would be of no use.
 */
export function mailConfigOf(env: Readonly<Record<string, string | undefined>>): MailConfig | undefined {
  const said = (name: string) => env[name] ?? ''
  if (said('TREFOIL_SMTP_URL') === '') return undefined
  const url = urlIn(said('TREFOIL_SMTP_URL'), /^smtps?:$/, 'TREFOIL_SMTP_URL')
  const from = said('TREFOIL_MAIL_FROM')
  if (!from.includes('@')) throw unclear('TREFOIL_MAIL_FROM')
  urlIn(said('TREFOIL_PUBLIC_URL'), /^https?:$/, 'TREFOIL_PUBLIC_URL')
  const caFile = said('TREFOIL_SMTP_CA')
  return {
    ...doorOf(url),
    from,
    publicUrl: said('TREFOIL_PUBLIC_URL').replace(/\/+$/, ''),
    ca: caFile === '' ? undefined : readFileSync(caFile, 'utf8'),
    patienceMs: PATIENCE_MS,
  }
}

/** Ports of mail: from program to server (RFC 6409), and with TLS from the first byte (RFC 8314). */
function doorOf(url: URL) {
  const secure = url.protocol === 'smtps:'
  const usual = secure ? 465 : 587
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usual : Number(url.port),
    secure,
    user: url.username === '' ? undefined : decodeURIComponent(url.username),
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
  }
}

function urlIn(text: string, protocol: RegExp, name: string): URL {
  if (!URL.canParse(text) || !protocol.test(new URL(text).protocol)) throw unclear(name)
  return new URL(text)
}

function unclear(name: string): Refusal {
  return new Refusal('BAD_REQUEST', { detail: name })
}

export type OutgoingMail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Where the mails can be stopped. */
  readonly stop?: string
}

export type MailFault = 'unreachable' | 'refused' | 'slow' | 'unsure'

/** What became of a mail. `later`: surely not taken, may be tried again; `never`: refused for good; `unsure`: it may have gone out. */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'later' | 'never'; readonly fault: MailFault; readonly code: number | null }
  | { readonly kind: 'unsure' }

/** Hands one mail to the server. What the server says stays here but for a word and its number: it may repeat addresses. */
export async function sendMail(config: MailConfig, mail: OutgoingMail): Promise<Delivery> {
  const message = await composed(config, mail)
  const connection = openConnection(config)
  const progress = { isBegun: false }
  try {
    await entered(connection, config)
    await handOver(connection, { from: addressIn(config.from), to: mail.to }, watched(message, progress))
    return { kind: 'sent' }
  } catch (error) {
    return deliveryOf(error, progress.isBegun)
  } finally {
    connection.quit()
  }
}

/** Whether the server lets us in; undefined where it does. */
export async function findMailFault(config: MailConfig): Promise<MailFault | undefined> {
  const connection = openConnection(config)
  try {
    await entered(connection, config)
    return undefined
  } catch (error) {
    const delivery = deliveryOf(error, false)
    return delivery.kind === 'later' || delivery.kind === 'never' ? delivery.fault : 'unsure'
  } finally {
    connection.quit()
  }
}

function openConnection({ host, port, secure, user, ca, patienceMs }: MailConfig): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: !secure && !isThisMachine(host),
    // A relay on this machine that asks for no password has a certificate that nobody signed.
    ignoreTLS: !secure && isThisMachine(host) && user === undefined,
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
  })
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** Connects, with TLS where it is due, and signs in. */
async function entered(connection: SMTPConnection, { user, password }: MailConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.connect(() => resolve())
  })
  if (user === undefined) return
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    const credentials = { user, pass: password ?? '' }
    connection.login({ credentials, ...credentials }, (error) => (error === null ? resolve() : reject(error)))
  })
}

function handOver(
  connection: SMTPConnection,
  { from, to }: { readonly from: string; readonly to: string },
  message: Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.send({ from, to: [to] }, message, (error) => (error === null ? resolve() : reject(error)))
  })
}

/** The message as a stream that tells when its first byte was asked for: before that, nothing can have been taken. */
function watched(message: Buffer, progress: { isBegun: boolean }): Readable {
  return Readable.from(
    (function* () {
      progress.isBegun = true
      yield message
    })(),
  )
}

function composed(config: MailConfig, mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: config.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${addressIn(config.from).split('@')[1] ?? 'trefoil'}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(mail.stop === undefined ? {} : { 'List-Unsubscribe': `<${mail.stop}>` }),
    },
  })
  return composer.compile().build()
}

/** The address of "Name <address>". */
function addressIn(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from.trim()
}

function deliveryOf(error: unknown, isBegun: boolean): Delivery {
  const said = new Map<string, unknown>(Object.entries(error instanceof Error ? error : {}))
  const code = said.get('responseCode')
  if (typeof code === 'number') {
    const isForGood = code >= 500 && said.get('code') !== 'EAUTH'
    return { kind: isForGood ? 'never' : 'later', fault: 'refused', code }
  }
  if (isBegun) return { kind: 'unsure' }
  return { kind: 'later', fault: said.get('code') === 'ETIMEDOUT' ? 'slow' : 'unreachable', code: null }
}
