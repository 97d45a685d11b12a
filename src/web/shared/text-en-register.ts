import type { English } from './english.ts'
import type { zhRegister } from './text-zh-register.ts'

/** The English texts of the register in depth. */
export const enRegister: English<typeof zhRegister> = {
  cancel: 'Cancel',
  'document.title': 'Documents',
  'document.none': 'No documents yet. Approvals, minutes and scans of certificates can be kept here.',
  'document.name': 'Name',
  'document.size': 'Size',
  'document.by': 'Added by, at',
  'document.act': 'Action',
  'document.withdraw': 'Withdraw',
  'document.withdrawIt': 'Withdraw the document “{{name}}”',
  'document.why': 'Why it is withdrawn',
  'document.withdrawn': 'Withdrawn',
  'document.withdrawnBy': '{{by}}, {{at}}: {{why}}',
  'document.add': 'Add a document',
  'document.limits': '{{endings}}; at most {{mb}} MB each',
  'document.sending': 'Upload progress',
  'document.sent': '{{percent}}% sent',
  'document.kept': 'Nothing was stored; the file you chose can be sent again.',
}
