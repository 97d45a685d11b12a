import type { English } from './english.ts'
import type { zhDraft } from './text-zh-draft.ts'

export const enDraft: English<typeof zhDraft> = {
  'field.waiting': 'Waiting to be saved',
  'field.saved': 'Saved',
  'field.warned': 'Saved, with a warning',
  'field.failed': 'Not saved, will try again',
  'field.refused': 'Not taken',
  'field.locked': 'Locked',
  'outbox.title_one': '1 field is not yet saved on the server.',
  'outbox.title_other': '{{count}} fields are not yet saved on the server.',
  'outbox.refused_one': 'The server did not take 1 field: see why, mend and send it, or copy and discard it.',
  'outbox.refused_other': 'The server did not take {{count}} fields: see why, mend and send, or copy and discard.',
  'outbox.kept':
    'Kept on this machine, encrypted (readable in this session of account {{login}} only), and sent when the network is back; signing out removes it.',
  'outbox.notKept': 'This browser cannot keep it: do not close the page; it is sent when the network is back.',
  'outbox.items': 'See each',
  'outbox.tries_one': 'Tried once.',
  'outbox.tries_other': 'Tried {{count}} times.',
  'outbox.send': 'Send now',
  'outbox.copy': 'Copy',
  'outbox.copyOf': 'Copy “{{label}}”',
  'outbox.drop': 'Discard',
  'outbox.dropOf': 'Discard “{{label}}”',
  'leave.title_one': '1 field is not saved',
  'leave.title_other': '{{count}} fields are not saved',
  'leave.note': 'Signing out removes what is kept on this machine. Connect first, and nothing is lost.',
  'leave.yes': 'Remove and sign out',
  'leave.no': 'Stay',
  'leave.offline':
    'The server cannot be reached: you are not signed out yet. What was kept here is removed; sign out again once connected.',
}
