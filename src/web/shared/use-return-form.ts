import { useRef } from 'react'
import { askedOf, effectiveAnswers, faultsOf, isValueOf, type AnswerFault, type Notes } from '../../domain/answers.ts'
import { draftKey, type DraftFields, type DraftValue } from '../../domain/draft.ts'
import { questionsOf, type Answers, type AnswerValue, type Question } from '../../domain/question-set.ts'
import { ask } from './ask.ts'
import type { FieldState } from './field-mark.tsx'
import type { ReturnView } from './return-view.ts'
import { useDraft, type DraftHandle } from './use-draft.ts'
import { labelOf } from './question-value.ts'
import { useText } from './text.ts'

export type ReturnForm = {
  readonly view: ReturnView
  readonly draft: DraftHandle
  /** What stands in the form: what is typed, else what was saved, else what arrived filled. */
  readonly stands: Answers
  readonly asked: ReadonlySet<string>
  readonly notes: Notes
  readonly faults: readonly AnswerFault[]
  readonly change: (question: Question, value: DraftValue) => void
  readonly writeNote: (rule: string, text: string) => void
  /** What the input of a question shows. */
  readonly shown: (question: Question) => DraftValue | undefined
  readonly markOf: (question: Question) => FieldState | undefined
  /** Saves what is typed in the return itself, where its body sees it; gives the version that then stands. */
  readonly handOver: () => Promise<number>
}

const NOTE = 'note:'

/** The form of a return: judged on the page by the function that the server judges by, and saved as it is typed. */
export function useReturnForm(view: ReturnView): ReturnForm {
  const { language } = useText()
  const { set, known } = view
  const draft = useDraft(draftKey('return', view.id))
  const typed = draft.fields
  const answers = answersWith(view, typed)
  const notes = notesWith(view, typed)
  const stands = effectiveAnswers(set, answers, known)
  const faults = faultsOf(set, answers, known, notes)
  const handOver = useHandOver(view, typed)
  return {
    view,
    draft,
    stands,
    asked: new Set(askedOf(set, answers, known).map((question) => question.id)),
    notes,
    faults,
    change: (question, value) => draft.set(question.id, value, labelOf(question, language)),
    writeNote: (rule, text) => draft.set(`${NOTE}${rule}`, text, rule),
    shown: ({ id }) => (id in typed ? typed[id] : stands[id]),
    markOf: (question) => {
      if (!view.mayAnswer) return 'locked'
      const state = draft.stateOf(question.id)
      return state === 'saved' && faults.some((fault) => fault.questions.includes(question.id)) ? 'warned' : state
    },
    handOver,
  }
}

function answersWith({ set, answers }: ReturnView, typed: DraftFields): Answers {
  const entries = questionsOf(set).flatMap(({ id }): [string, AnswerValue][] => {
    const value = id in typed ? typed[id] : answers[id]
    return value === null || value === undefined ? [] : [[id, value]]
  })
  return Object.fromEntries(entries)
}

function notesWith({ set, notes }: ReturnView, typed: DraftFields): Notes {
  const entries = set.rules.flatMap(({ id }) => {
    const note = typed[`${NOTE}${id}`] ?? notes[id]
    return typeof note === 'string' ? [[id, note]] : []
  })
  return Object.fromEntries(entries)
}

type Handed = { readonly version: number; readonly text: string }

/** One hand-over after the other; what has been handed over already is not sent again. */
function useHandOver(view: ReturnView, typed: DraftFields): () => Promise<number> {
  const handed = useRef<Handed | undefined>(undefined)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const send = async () => {
    const body = changesOf(view, typed)
    const text = JSON.stringify(body)
    if (handed.current?.text === text) return handed.current.version
    const seen = handed.current?.version ?? view.version
    if (handed.current === undefined && Object.keys(body.answers).length + Object.keys(body.notes).length === 0)
      return seen
    const { version } = await ask('PUT /api/returns/:id/answers', { params: { id: view.id }, body: { seen, ...body } })
    handed.current = { version, text }
    return version
  }
  return () => {
    const next = line.current.catch(() => undefined).then(send)
    line.current = next
    return next
  }
}

/** What is typed and can be said: values of their kind, blanks that take an answer back, and notes. */
function changesOf({ set }: ReturnView, typed: DraftFields) {
  const answers: Record<string, AnswerValue | null> = {}
  for (const question of questionsOf(set)) {
    const value = typed[question.id]
    if (value === null || (value !== undefined && isValueOf(question, value))) answers[question.id] = value
  }
  const notes: Record<string, string | null> = {}
  for (const { id } of set.rules) {
    const note = typed[`${NOTE}${id}`]
    if (typeof note === 'string') notes[id] = note === '' ? null : note
  }
  return { answers, notes }
}
