import { mailConfigOf, type MailConfig } from '../store/mail.ts'

/** Where mail leaves; null where the instance sends none, which is the default. */
export type MailRoom = MailConfig | null

export function openMailRoom(env: Readonly<Record<string, string | undefined>>): MailRoom {
  return mailConfigOf(env) ?? null
}

/** The pages that a mail leads to. The token stands after the #, which no server and no log ever sees. */
export function linksOf({ publicUrl }: MailConfig) {
  return {
    open: `${publicUrl}/notices`,
    stop: (token: string) => `${publicUrl}/mail/stop#${token}`,
    confirm: (token: string) => `${publicUrl}/mail/confirm#${token}`,
  }
}
