import { isAsked, prefillOf } from '../../domain/answers.ts'
import type { Known } from '../../domain/known.ts'
import { questionsOf, type Answers, type Question, type QuestionSet } from '../../domain/question-set.ts'

/** One page of the phone flow: what is known of a section to be confirmed at once, or one thing that is asked. */
export type Step =
  | { readonly kind: 'confirm'; readonly id: string; readonly section: string; readonly questions: readonly Question[] }
  | {
      readonly kind: 'ask'
      readonly id: string
      readonly section: string
      readonly questions: readonly Question[]
      /** The question whose parts these are: they are one thing and must add up. */
      readonly total: Question | undefined
    }

type Form = { readonly set: QuestionSet; readonly known: Known; readonly stands: Answers }

/**
 * The pages of a form in their order. What arrives filled, and what need not be answered, is confirmed section by
 * section; each needed question that nothing is known of has a page, where parts of one sum share theirs.
 */
export function stepsOf({ set, known, stands }: Form): Step[] {
  const prefill = prefillOf(set, known)
  return set.sections.flatMap((section): Step[] => {
    const asked = section.questions.filter((question) => isAsked(question, stands, known))
    const open = asked.filter((question) => question.needed && prefill[question.id] === undefined)
    const rest = asked.filter((question) => !open.includes(question))
    return [
      ...(rest.length === 0
        ? []
        : [{ kind: 'confirm' as const, id: section.id, section: section.id, questions: rest }]),
      ...groupsOf(set, open).map((questions) => askStep(set, section.id, questions)),
    ]
  })
}

/** The page on which a question is asked by itself, wherever it stands: to change it, or because it was returned. */
export function stepOfQuestion(form: Form, id: string): Step | undefined {
  const section = form.set.sections.find((one) => one.questions.some((question) => question.id === id))
  const inSteps = stepsOf(form).find((step) => step.kind === 'ask' && step.questions.some((one) => one.id === id))
  const question = section?.questions.find((one) => one.id === id)
  if (section === undefined || question === undefined) return undefined
  return inSteps ?? askStep(form.set, section.id, [question])
}

function askStep(set: QuestionSet, section: string, questions: readonly Question[]): Step {
  const first = questions[0]?.id ?? ''
  const sum = questions.length > 1 ? sumWith(set, first) : undefined
  const total = sum === undefined ? undefined : questionsOf(set).find((one) => one.id === sum.total)
  return { kind: 'ask', id: first, section, questions, total }
}

/** Questions in their order, the parts of one sum together. */
function groupsOf(set: QuestionSet, questions: readonly Question[]): Question[][] {
  const groups: Question[][] = []
  for (const question of questions) {
    const sum = sumWith(set, question.id)
    const group = groups.find((one) => sum !== undefined && sum.parts.includes(one[0]?.id ?? ''))
    if (group === undefined) groups.push([question])
    else group.push(question)
  }
  return groups
}

function sumWith(set: QuestionSet, id: string) {
  const sums = set.rules.flatMap(({ check }) => (check.kind === 'sum' ? [check] : []))
  return sums.find((sum) => sum.parts.includes(id))
}

/** The page after one, or undefined after the last: then the answers are checked. */
export function stepAfter(steps: readonly Step[], id: string): Step | undefined {
  const at = steps.findIndex((step) => step.id === id)
  return at === -1 ? undefined : steps[at + 1]
}

/** The next of the fields that were named when it was returned. */
export function namedAfter(named: readonly string[], shown: readonly string[]): string | undefined {
  const last = Math.max(...shown.map((id) => named.indexOf(id)))
  return last === -1 ? undefined : named.slice(last + 1).find((id) => !shown.includes(id))
}
