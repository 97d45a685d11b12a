import { objectOfCase, type CaseDefinition } from '../../domain/case.ts'
import type { Text } from '../../domain/refusal.ts'
import { caseTitle, findDefinition, type CaseRow } from '../shared/case-words.ts'

/** The parties as which an organization takes part in a case. */
const OWN_PARTIES: readonly string[] = ['organization', 'applicant', 'requester', 'unit']

/** Whether a case is one that an organization takes part in, and not only one about it. */
export function takesPart({ kind }: Pick<CaseRow, 'kind'>): boolean {
  const parties = Object.keys(findDefinition(kind)?.parties ?? {})
  return parties.some((party) => OWN_PARTIES.includes(party)) || kind === 'foundParty' || kind === 'joinParty'
}

/** The page on which a task is done. */
export function pageOfTask({ kind, state }: Pick<CaseRow, 'kind' | 'state'>): 'return' | 'evaluation' | 'case' {
  if (kind === 'censusReturn') return 'return'
  return kind === 'evaluation' && !state.startsWith('veto') && !OUTCOME.includes(state) ? 'evaluation' : 'case'
}

/** States of an outcome against somebody: there the case page has the acts. */
const OUTCOME: readonly string[] = ['noticed', 'served']

/** What a task is called: a return and an evaluation by what they are for, all others by their case. */
export function taskTitle(row: Pick<CaseRow, 'kind' | 'subject'>): Text {
  const title = row.subject[row.kind === 'censusReturn' ? 'campaignTitle' : 'callTitle']
  return typeof title === 'string' ? { zh: title, en: title } : caseTitle(row)
}

export function nameOfTask({ subject }: Pick<CaseRow, 'subject'>): string {
  return objectOfCase(subject).name
}

/** What one may do and need not: to be heard, to appeal, to ask for a review. */
const CHOICES: readonly string[] = ['respond', 'appeal', 'accept', 'requestReview', 'withdraw', 'vetoRespond']

/** Whether nothing has to be done: leaving it is a choice as well. */
export function isChoice({ kind, state, waits }: Pick<CaseRow, 'kind' | 'state' | 'waits'>): boolean {
  const acts = ownActs(findDefinition(kind), state, waits)
  return acts.length > 0 && acts.every((name) => CHOICES.includes(name))
}

function ownActs(definition: CaseDefinition | undefined, state: string, waits: string | null): string[] {
  return Object.entries(definition?.actions ?? {})
    .filter(([, { from, by, byClock }]) => from.includes(state) && byClock !== true && by.includes(waits ?? ''))
    .map(([name]) => name)
}

/** By due day, what has none last; what is overdue has the earliest days and so stands first. */
export function byDue(rows: readonly CaseRow[]): CaseRow[] {
  return rows.toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9') || a.since.localeCompare(b.since))
}

/** What was closed last stands first. */
export function byClosing(rows: readonly CaseRow[]): CaseRow[] {
  return rows.toSorted((a, b) => (b.closedOn ?? '').localeCompare(a.closedOn ?? ''))
}
