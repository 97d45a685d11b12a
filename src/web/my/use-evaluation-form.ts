import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { draftKey, type DraftValue } from '../../domain/draft.ts'
import { leavesOf, type ScoreLeaf } from '../../domain/score-sheet.ts'
import { selfFaults, selfTotal, type ScoreFault, type SelfAnswer, type SelfAssessment } from '../../domain/score.ts'
import { FROM_REGISTER, NO_ANSWER, standsOf } from '../../domain/self-assessment.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { isAskError } from '../shared/ask-error.ts'
import type { FieldState } from '../shared/field-mark.tsx'
import { pointsOfText, pointsText } from '../shared/points.ts'
import { useText } from '../shared/text.ts'
import { useDraft, type DraftHandle } from '../shared/use-draft.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { answersWith, bothChanged, changesOf, fieldOf, type SelfPart } from './evaluation-steps.ts'

export type EvaluationView = Reply<'GET /api/evaluations/:id'>

export type EvaluationForm = {
  readonly view: EvaluationView
  readonly draft: DraftHandle
  /** What stands: what is typed, else what was saved, else what the register fills in. */
  readonly stands: SelfAssessment
  readonly faults: readonly ScoreFault[]
  readonly total: number
  readonly answerOf: (leaf: ScoreLeaf) => SelfAnswer
  /** What the input of the points shows. */
  readonly shown: (leaf: ScoreLeaf) => string
  readonly isFilled: (leaf: ScoreLeaf) => boolean
  readonly type: (leaf: ScoreLeaf, part: SelfPart, value: DraftValue) => void
  readonly typePoints: (leaf: ScoreLeaf, text: string) => void
  readonly markOf: (leaf: ScoreLeaf) => FieldState | undefined
  readonly markSeen: (group: string) => void
  readonly seen: ReadonlySet<string>
  /** Saves what is typed in the self-assessment itself; gives the version that then stands. */
  readonly handOver: () => Promise<number>
  /** A newer version of somebody else, once it was taken in: what both changed. What is typed here stands. */
  readonly newer: Newer | undefined
  /** Takes the newer version in where that is what went wrong. */
  readonly takeNewer: (error: unknown) => Promise<void>
}

export type Newer = { readonly both: readonly ScoreLeaf[] }

const SEEN = 'seen:'
const PARTS = ['points', 'note', 'documents'] as const

/** The form of a self-assessment: judged on the page by the rules of the server, and saved as it is typed. */
export function useEvaluationForm(view: EvaluationView): EvaluationForm {
  const { of } = useText()
  const { sheet, filled } = view
  const draft = useDraft(draftKey('evaluation', view.case.id))
  const typed = draft.fields
  const stands = standsOf(answersWith(sheet, view.answers, typed), filled, FROM_REGISTER)
  const faults = selfFaults(sheet, stands)
  const { newer, takeNewer } = useNewer(view, draft)
  const handOver = useHandOver({ view, draft, takeNewer })
  const answerOf = ({ id }: ScoreLeaf) => stands[id] ?? NO_ANSWER
  const type = (leaf: ScoreLeaf, part: SelfPart, value: DraftValue) =>
    draft.set(fieldOf(leaf.id, part), value, of(leaf.title))
  const seen = Object.keys(typed).filter((key) => key.startsWith(SEEN))
  return {
    view,
    draft,
    stands,
    faults,
    total: selfTotal(sheet, stands),
    answerOf,
    shown: (leaf) => {
      const said = typed[fieldOf(leaf.id, 'points')]
      if (typeof said === 'string') return said
      const { points } = answerOf(leaf)
      return points === null ? '' : pointsText(points)
    },
    isFilled: ({ id }) => stands[id]?.note === FROM_REGISTER,
    type,
    typePoints: (leaf, text) => type(leaf, 'points', pointsOfText(text)),
    markOf: (leaf) => markOf(draft, leaf, faults),
    markSeen: (group) => {
      if (typed[`${SEEN}${group}`] !== true) draft.set(`${SEEN}${group}`, true, group)
    },
    seen: new Set(seen.map((key) => key.slice(SEEN.length))),
    handOver,
    newer,
    takeNewer,
  }
}

/** The worst of the parts of an answer is its state. */
function markOf(draft: DraftHandle, { id }: ScoreLeaf, faults: readonly ScoreFault[]): FieldState | undefined {
  const states = PARTS.map((part) => draft.stateOf(fieldOf(id, part)))
  const worst = (['refused', 'failed', 'waiting', 'saved'] as const).find((state) => states.includes(state))
  return worst === 'saved' && faults.some((fault) => fault.indicator === id) ? 'warned' : worst
}

/** Reads anew what somebody else has saved meanwhile, and finds what both changed. Nothing that is typed is lost. */
function useNewer(view: EvaluationView, draft: DraftHandle): Pick<EvaluationForm, 'newer' | 'takeNewer'> {
  const queries = useQueryClient()
  const [newer, setNewer] = useState<Newer>()
  const takeNewer = async (error: unknown) => {
    if (!isAskError(error) || error.code !== 'STALE') return
    const input = { params: { id: view.case.id } }
    const queryKey = ['GET /api/evaluations/:id', input]
    const queryFn = () => ask('GET /api/evaluations/:id', input)
    const { answers: now } = await queries.fetchQuery({ queryKey, queryFn, staleTime: 0 })
    setNewer({ both: bothChanged(view.sheet, { before: view.answers, now }, draft.fields) })
  }
  return { newer, takeNewer }
}

type Handed = { readonly version: number; readonly text: string }

type Handing = {
  readonly view: EvaluationView
  readonly draft: DraftHandle
  readonly takeNewer: EvaluationForm['takeNewer']
}

/** One hand-over after the other; what has been handed over already is not sent again. */
function useHandOver({ view, draft, takeNewer }: Handing): () => Promise<number> {
  const handed = useRef<Handed | undefined>(undefined)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const answers = changesOf(view.sheet, view.answers, draft.fields)
  const send = async () => {
    const text = JSON.stringify(answers)
    const before =
      handed.current !== undefined && handed.current.version >= view.answersVersion ? handed.current : undefined
    if (before?.text === text) return before.version
    const seen = before?.version ?? view.answersVersion
    if (before === undefined && Object.keys(answers).length === 0) return seen
    const params = { id: view.case.id }
    const saving = ask('PUT /api/evaluations/:id/answers', { params, body: { seen, answers } })
    const { version } = await saving.catch(async (error: unknown) => {
      await takeNewer(error)
      throw error
    })
    handed.current = { version, text }
    return version
  }
  return () => {
    const next = line.current.catch(() => undefined).then(send)
    line.current = next
    return next
  }
}

/** Saves what is typed, files once however often it is pressed, and empties the draft once it is filed. */
export function useFiling(form: EvaluationForm) {
  const queries = useQueryClient()
  const { id } = form.view.case
  const { submit, ...rest } = useSubmission(async (_of: string, key: string) => {
    const seen = await form.handOver()
    const filing = ask('POST /api/evaluations/:id/filing', { params: { id }, body: { seen }, key })
    const filed = await filing.catch(async (error: unknown) => {
      await form.takeNewer(error)
      throw error
    })
    await form.draft.discard().catch(() => undefined)
    return filed
  })
  const file = async () => {
    if ((await submit(id)) !== undefined) await queries.invalidateQueries()
  }
  return { ...rest, file: () => void file() }
}

/** Faults that stand on a page now: what is merely not there yet is told only after one has tried to go on. */
export function standingFaults(
  { faults }: Pick<EvaluationForm, 'faults'>,
  leaves: readonly ScoreLeaf[],
  isTried: boolean,
): ScoreFault[] {
  const ids = new Set(leaves.map(({ id }) => id))
  return faults.filter(
    ({ indicator, fault }) => ids.has(indicator) && (isTried || fault === 'points' || fault === 'above'),
  )
}

/** How many indicators there are, and how many of them have points. */
export function progressOf({ view, stands }: Pick<EvaluationForm, 'view' | 'stands'>): { done: number; of: number } {
  const leaves = leavesOf(view.sheet)
  return { done: leaves.filter(({ id }) => (stands[id]?.points ?? null) !== null).length, of: leaves.length }
}
