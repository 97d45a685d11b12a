import type { English } from './english.ts'
import type { zhReport } from './text-zh-report.ts'

export const enReport: English<typeof zhReport> = {
  'menu.reports': 'Annual reports',
  'report.title': 'Annual reports',
  'report.about':
    'The Party part goes out year by year: the organization checks it, its body looks first, the authority examines it.',
  'report.toExamine': 'For me to examine',
  'report.empty': 'No annual reports yet',
  'report.emptyHint': 'From 1 January on the reports of the year before can be sent out.',
  'report.year': 'Year',
  'report.new': 'New year',
  'report.draft': 'Make a draft',
  'report.dueHint':
    'Left blank it is the legal day of the pack (earlier for foundations); once that has passed give another. Who was founded in the second half of the year is exempt (R33).',
  'report.back': '← All years',
}
