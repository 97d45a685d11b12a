import type { DraftFields, DraftValue } from '../../domain/draft.ts'
import { draftFaults, type ScoreFault, type SelfAnswer, type SelfAssessment } from '../../domain/score.ts'
import { leavesBelow, leavesOf, type ScoreBranch, type ScoreLeaf, type ScoreSheet } from '../../domain/score-sheet.ts'
import { NO_ANSWER } from '../../domain/self-assessment.ts'

export type SelfPart = 'points' | 'note' | 'documents'

/** The field of a draft that holds one part of the answer to an indicator. */
export function fieldOf(id: string, part: SelfPart): string {
  return `${id}.${part}`
}

/** The answer as it is typed, over what was saved. Points that are no number are below all bounds, and so are found. */
export function answerWith(saved: SelfAnswer | undefined, typed: DraftFields, id: string): SelfAnswer {
  const { points, note, documents } = saved ?? NO_ANSWER
  const said = (part: SelfPart): DraftValue | undefined => typed[fieldOf(id, part)]
  const [newPoints, newNote, newDocuments] = [said('points'), said('note'), said('documents')]
  return {
    points: newPoints === undefined ? points : typeof newPoints === 'number' || newPoints === null ? newPoints : -1,
    note: typeof newNote === 'string' ? newNote : newNote === null ? '' : note,
    documents: isWords(newDocuments) ? newDocuments : documents,
  }
}

function isWords(value: DraftValue | undefined): value is readonly string[] {
  return typeof value === 'object' && value !== null
}

export function answersWith(sheet: ScoreSheet, saved: SelfAssessment, typed: DraftFields): SelfAssessment {
  const touched = leavesOf(sheet).filter(({ id }) => id in saved || isTouched(typed, id))
  return Object.fromEntries(touched.map(({ id }) => [id, answerWith(saved[id], typed, id)]))
}

function isTouched(typed: DraftFields, id: string): boolean {
  return (['points', 'note', 'documents'] as const).some((part) => fieldOf(id, part) in typed)
}

/** What is typed and can be kept: answers whose points can be. */
export function changesOf(sheet: ScoreSheet, saved: SelfAssessment, typed: DraftFields): Record<string, SelfAnswer> {
  const touched = leavesOf(sheet).filter(({ id }) => isTouched(typed, id))
  const answers = touched.map(({ id }) => [id, answerWith(saved[id], typed, id)] as const)
  return Object.fromEntries(answers.filter(([id, answer]) => draftFaults(sheet, { [id]: answer }).length === 0))
}

/** The indicators that somebody else changed between two versions and that are typed here too, and not alike. */
export function bothChanged(
  sheet: ScoreSheet,
  { before, now }: { readonly before: SelfAssessment; readonly now: SelfAssessment },
  typed: DraftFields,
): ScoreLeaf[] {
  const isSame = (a: SelfAnswer | undefined, b: SelfAnswer | undefined) =>
    JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b))
  return leavesOf(sheet).filter(
    ({ id }) =>
      isTouched(typed, id) && !isSame(before[id], now[id]) && !isSame(answerWith(before[id], typed, id), now[id]),
  )
}

function partsOf(answer: SelfAnswer | undefined) {
  const { points, note, documents } = answer ?? NO_ANSWER
  return [points, note, documents]
}

export type GroupState = 'notStarted' | 'inProgress' | 'incomplete' | 'done'

type Standing = {
  readonly stands: SelfAssessment
  readonly faults: readonly ScoreFault[]
  readonly typed: DraftFields
  /** The key under which a draft remembers that a part was looked through. */
  readonly seen: ReadonlySet<string>
}

/** A part is done when it was looked through and nothing in it hinders. */
export function groupState(group: ScoreBranch, { stands, faults, typed, seen }: Standing): GroupState {
  const ids = leavesBelow(group).map(({ id }) => id)
  const open = faults.some((fault) => ids.includes(fault.indicator))
  if (seen.has(group.id)) return open ? 'incomplete' : 'done'
  return ids.some((id) => id in stands || isTouched(typed, id)) ? 'inProgress' : 'notStarted'
}

/** What one page shows: a part of the sheet, or one indicator that is changed by itself. */
export function stepOf(
  sheet: ScoreSheet,
  step: string,
): { group: ScoreBranch; leaves: readonly ScoreLeaf[] } | undefined {
  const one = step.startsWith('i.') ? step.slice(2) : undefined
  const group = sheet.indicators.find((part) =>
    one === undefined ? part.id === step : leavesBelow(part).some(({ id }) => id === one),
  )
  if (group === undefined) return undefined
  return { group, leaves: leavesBelow(group).filter(({ id }) => one === undefined || id === one) }
}

/** The part after one; undefined after the last: then the answers are checked. */
export function groupAfter({ indicators }: ScoreSheet, id: string): string | undefined {
  const at = indicators.findIndex((one) => one.id === id)
  return at === -1 ? undefined : indicators[at + 1]?.id
}

/** What a return of the self-assessment named, from the action that returned it. */
export function namedBy(
  sheet: ScoreSheet,
  actions: readonly { readonly action: string; readonly form: Readonly<Record<string, unknown>> }[],
): ScoreLeaf[] {
  const named = actions.findLast(({ action }) => action === 'returnFiling')?.form['indicators']
  return namedIn(sheet, Array.isArray(named) ? named.map(String) : [])
}

/** Where one goes on: the first that was named, the first part that is not done, or the check of the answers. */
export function nextStep(
  sheet: ScoreSheet,
  states: readonly GroupState[],
  named: readonly ScoreLeaf[],
): { step: string; from?: string } {
  const [first] = named
  if (first !== undefined) return { step: `i.${first.id}`, from: 'check' }
  return { step: sheet.indicators.find((_, at) => states[at] !== 'done')?.id ?? 'check' }
}

/** The indicators that were named when a self-assessment came back, by their ids or their titles. */
export function namedIn(sheet: ScoreSheet, named: readonly string[]): ScoreLeaf[] {
  return leavesOf(sheet).filter(
    ({ id, title }) => named.includes(id) || named.includes(title.zh) || named.includes(title.en),
  )
}
