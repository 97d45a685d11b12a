import type { FormField } from './case.ts'

/** Fields that many actions ask for alike. */
export const REASON = {
  key: 'reason',
  kind: 'text',
  label: { zh: '理由', en: 'reasons' },
  needed: true,
} as const satisfies FormField
export const EVIDENCE = {
  key: 'evidence',
  kind: 'text',
  label: { zh: '证据', en: 'evidence' },
  needed: true,
} as const satisfies FormField
export const NOTE = { key: 'note', kind: 'text', label: { zh: '说明', en: 'note' } } as const satisfies FormField
export const RECEIVED_ON = {
  key: 'receivedOn',
  kind: 'day',
  label: { zh: '收到日期', en: 'received on' },
  needed: true,
} as const satisfies FormField

/** A number that is needed. */
export function countField(key: string, zh: string, en: string): FormField {
  return { key, kind: 'count', label: { zh, en }, needed: true }
}
