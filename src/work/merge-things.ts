import type { Tx } from '../store/connection.ts'
import { listActions, listCasesById } from '../store/case.ts'
import { listOpenQuestions } from '../store/question.ts'
import { listMergedReturns, listSharedReturns, withdrawMerge, type RecordMerge } from '../store/record-merge.ts'
import type { Clock, Desk } from './desk.ts'
import { appendToMany } from './gap.ts'

type Two = { readonly keptId: number; readonly goneId: number }

/** Ends what cannot go over because the kept record has its like: its return in the same census, its listed gap. */
export async function endTheLikes(tx: Tx, desk: Desk, clock: Clock, { keptId, goneId }: Two): Promise<number> {
  const returns = await listCasesById(tx, await listSharedReturns(tx, goneId, keptId))
  await appendToMany(tx, desk, clock, {
    files: returns,
    action: 'merge',
    party: 'office',
    formOf: ({ state, dueOn }) => ({ was: state, due: dueOn }),
  })
  const questions = await listCasesById(tx, await listOpenQuestions(tx, [goneId]))
  const gaps = questions.filter(({ kind }) => kind === 'assignment')
  await appendToMany(tx, desk, clock, {
    files: gaps,
    action: 'settle',
    party: 'system',
    formOf: () => ({ bodyId: null }),
  })
  return returns.length + gaps.length
}

/** Gives back what a merge had moved, and lets the returns go on that it had ended. */
export async function giveBackThings(tx: Tx, desk: Desk, clock: Clock, merge: RecordMerge): Promise<void> {
  await withdrawMerge(tx, merge.id)
  const files = await listCasesById(tx, await listMergedReturns(tx, merge.goneId))
  const actions = await listActions(
    tx,
    files.map(({ id }) => id),
  )
  for (const [was, action] of Object.entries(RESTORING)) {
    const endedIn = (id: string) => actions.findLast((one) => one.caseId === id && one.action === 'merge')?.form
    await appendToMany(tx, desk, clock, {
      files: files.filter(({ id }) => endedIn(id)?.['was'] === was),
      action,
      party: 'office',
      formOf: ({ id }) => ({ dueOn: textOrNull(endedIn(id)?.['due']), reason: '合并已撤销 / the merge was undone' }),
    })
  }
}

const RESTORING = {
  notStarted: 'restoreNotStarted',
  inProgress: 'restoreInProgress',
  submitted: 'restoreSubmitted',
  returned: 'restoreReturned',
} as const

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
