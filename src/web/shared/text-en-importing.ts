import type { English } from './english.ts'
import type { zhImporting } from './text-zh-importing.ts'

/** The English texts of imports under way and of what is seen before a commit. */
export const enImporting: English<typeof zhImporting> = {
  'batch.stopped': 'Stopped',
  'import.running': 'Under way',
  'import.stop': 'Stop',
  'import.stopNote': 'Nothing stays of what is stopped.',
  'import.stoppedLead': 'The check was stopped and nothing was written. It can be done again.',
  'import.checkAgain': 'Check again',
  'job.waiting': 'Waiting in line',
  'job.reading': 'Reading the files',
  'job.places': 'Places',
  'job.bodies': 'Responsible bodies',
  'job.organizations': 'Social organizations',
  'job.partyOrganizations': 'Party organizations',
  'job.standing': 'Standings',
  'progress.of': '{{step}}: {{done}} of {{total}}',
  'progress.read': '{{step}}: {{done}} rows read',
  'progress.rate': '{{rate}} rows a second',
  'progress.left': 'about {{seconds}} s left',
  'progress.soon': 'this step ends soon',
}
