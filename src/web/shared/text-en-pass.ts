import type { English } from './english.ts'
import type { zhPass } from './text-zh-pass.ts'

/** The English texts of the three passes and what follows from them. */
export const enPass: English<typeof zhPass> = {
  'pass.acts': 'Act',
  'pass.checklist': 'Rule by rule',
  'pass.about': 'What it is about',
  'pass.documents': 'Papers and files',
  'pass.notJudged': 'The rules were not asked yet.',
  'pass.judged': 'Asked on {{day}} by “{{policy}}”.',
  'pass.times_one': '(asked once)',
  'pass.times_other': '(asked {{count}} times; this is the latest)',
  'pass.assumed': 'Rests on a value that the pack assumes, still to be verified.',
  'pass.unknown': 'not known',
  'pass.none': 'none',
  'pass.source.register': 'register',
  'pass.source.given': 'stated',
  'pass.result.ok': 'Met',
  'pass.result.fail': 'Not met',
  'pass.result.unknown': 'Not known: a person looks',
  'pass.result.notApplicable': 'Does not apply',
  'pass.remediesBefore': 'Remedies that an adverse decision will name',
  'pass.decidedOn': 'Decided on',
  'pass.servedOn': 'Served on',
  'pass.cureBy': 'To put right by',
  'pass.appealBy': 'Appeal until',
  'pass.rules': 'Rests on',
  'pass.reasons': 'Reasons',
  'pass.evidence': 'Evidence',
  'pass.remedies': 'Remedies',
  'pass.overturned': '(overturned {{day}})',
  'pass.noRuleFails': 'No rule was found to fail, so there is none to rest on.',
}
