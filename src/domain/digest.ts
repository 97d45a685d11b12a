import { addDays, daysBetween, type Day } from './day.ts'
import { filled, type Text } from './refusal.ts'

/** How an account wants its mail: every day or once a week, at an hour. Monday is 0. */
export const RHYTHMS = ['daily', 'weekly'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export type DigestWish = { readonly rhythm: Rhythm; readonly hour: number; readonly weekday: number }

/** A moment on the wall clock of the city. */
export type Moment = { readonly day: Day; readonly hour: number }

const SOME_MONDAY: Day = '1970-01-05'
const HOURS_LATE = 6

/**
 * The day whose digest is due now, or undefined. A server that was down sends it up to six hours late; later than that
 * it waits for the next turn, so that no mail comes in the middle of the night.
 */
export function digestDayOf({ rhythm, hour, weekday }: DigestWish, now: Moment): Day | undefined {
  const late = now.hour - hour
  const day = late < 0 ? addDays(now.day, -1) : now.day
  const hoursLate = late < 0 ? late + 24 : late
  if (hoursLate >= HOURS_LATE) return undefined
  const isItsDay = rhythm === 'daily' || weekdayOf(day) === weekday
  return isItsDay ? day : undefined
}

function weekdayOf(day: Day): number {
  return ((daysBetween(SOME_MONDAY, day) % 7) + 7) % 7
}

/** Minutes to the next try of a mail that could not be handed over; null where it is given up. */
export function retryMinutes(tries: number): number | null {
  const steps = [5, 15, 45, 135]
  return steps[tries - 1] ?? null
}

export type DigestLinks = { readonly open: string; readonly stop: string }
export type Letter = { readonly subject: string; readonly text: string; readonly html: string }

const WORDS: Readonly<
  Record<
    'subject' | 'lead' | 'open' | 'stop' | 'stopNote' | 'sign' | 'confirmSubject' | 'confirmLead' | 'confirm',
    Text
  >
> = {
  subject: { zh: '三叶：{count} 条提醒', en: 'Trefoil: reminders ({count})' },
  lead: { zh: '您在三叶有 {count} 条未读提醒：', en: 'Unread reminders in Trefoil: {count}' },
  open: { zh: '打开提醒', en: 'Open the reminders' },
  stop: { zh: '不再接收邮件', en: 'Stop these mails' },
  stopNote: {
    zh: '提醒仍在系统内，邮件可随时重新开启。',
    en: 'Reminders stay in the system; mail can be turned on again.',
  },
  sign: { zh: '本邮件由系统发出，请勿回复。', en: 'This mail is sent by the system; please do not reply.' },
  confirmSubject: { zh: '三叶：请确认邮箱地址', en: 'Trefoil: please confirm your mail address' },
  confirmLead: {
    zh: '有人在三叶填写了这个邮箱，用于接收提醒。若是您本人，请在两天内打开下面的链接确认；若不是，请不必理会。',
    en: 'Someone entered this address in Trefoil to receive reminders. If it was you, open the link below within two days; if not, ignore this mail.',
  },
  confirm: { zh: '确认邮箱地址', en: 'Confirm the address' },
}

/** The digest of one person: each reminder on its own line, a link to the list, a link that stops the mails. */
export function digestLetter(sentences: readonly Text[], links: DigestLinks, language: keyof Text): Letter {
  const count = sentences.length
  const say = (name: keyof typeof WORDS) => filled(WORDS[name][language], { count })
  const lines = sentences.map((sentence) => sentence[language])
  return {
    subject: say('subject'),
    text: [
      say('lead'),
      '',
      ...lines.map((line) => `- ${line}`),
      '',
      `${say('open')}: ${links.open}`,
      `${say('stop')}: ${links.stop}`,
      say('stopNote'),
      say('sign'),
      '',
    ].join('\n'),
    html: pageOf(language, [
      `<p>${marked(say('lead'))}</p>`,
      `<ul>${lines.map((line) => `<li>${marked(line)}</li>`).join('')}</ul>`,
      `<p>${linkTo(links.open, say('open'))}</p>`,
      `<p>${linkTo(links.stop, say('stop'))} · ${marked(say('stopNote'))}<br>${marked(say('sign'))}</p>`,
    ]),
  }
}

/** The letter with the one-time link by which an address is confirmed. */
export function confirmLetter(link: string, language: keyof Text): Letter {
  const say = (name: keyof typeof WORDS) => WORDS[name][language]
  return {
    subject: say('confirmSubject'),
    text: [say('confirmLead'), '', `${say('confirm')}: ${link}`, '', say('sign'), ''].join('\n'),
    html: pageOf(language, [
      `<p>${marked(say('confirmLead'))}</p>`,
      `<p>${linkTo(link, say('confirm'))}</p>`,
      `<p>${marked(say('sign'))}</p>`,
    ]),
  }
}

function pageOf(language: keyof Text, parts: readonly string[]): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en'
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"></head><body>${parts.join('')}</body></html>`
}

function linkTo(address: string, words: string): string {
  return `<a href="${marked(address)}">${marked(words)}</a>`
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Names of organizations are data: what looks like markup in them is shown, never obeyed. */
function marked(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark)
}

/** An address that can be written to; whether somebody reads there, the link that is sent to it finds out. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?\.[a-z]{2,63}$/i.test(text)
  )
}
