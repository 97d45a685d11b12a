import type { CaseActionDefinition, CaseDefinition } from '../../domain/case.ts'
import { CASE_DEFINITIONS } from '../../domain/case-definitions.ts'
import { REGISTRATION_ACT_NAMES } from '../../domain/gate-registration.ts'
import type { Text } from '../../domain/refusal.ts'
import type { Reply } from './ask.ts'

export type CaseRow = Reply<'GET /api/cases'>['cases'][number]

/** A definition that this page knows; one that is newer than the page is told by its kind. */
export function findDefinition(kind: string): CaseDefinition | undefined {
  return CASE_DEFINITIONS.find((one) => one.kind === kind)
}

export function caseName(kind: string): Text {
  return begun(findDefinition(kind)?.name ?? same(kind))
}

/** What a case is called: a registration by its act, all others by their kind. */
export function caseTitle({ kind, subject }: Pick<CaseRow, 'kind' | 'subject'>): Text {
  const names: Readonly<Record<string, Text>> = REGISTRATION_ACT_NAMES
  const act = kind === 'registration' ? names[String(subject['act'])] : undefined
  return act === undefined ? caseName(kind) : begun(act)
}

export function caseStateName(kind: string, state: string): Text {
  return begun(findDefinition(kind)?.states[state]?.name ?? same(state))
}

export function partyName(kind: string, party: string): Text {
  return begun(findDefinition(kind)?.parties[party] ?? same(party))
}

export function findCaseAction(kind: string, action: string): CaseActionDefinition | undefined {
  return findDefinition(kind)?.actions[action]
}

/** As a sentence or a button begins. */
export function begun({ zh, en }: Text): Text {
  return { zh, en: en.slice(0, 1).toUpperCase() + en.slice(1) }
}

function same(word: string): Text {
  return { zh: word, en: word }
}
