import { objectOfCase } from '../../domain/case.ts'
import type { CaseRow } from './case-words.ts'
import { dayText } from './day-text.ts'
import { useText } from './text.ts'

export type QuestionChoiceProps = {
  readonly questions: readonly CaseRow[]
  readonly chosen: ReadonlySet<string>
  readonly choose: (chosen: ReadonlySet<string>) => void
}

/** Questions to tick for an agenda: what each is about and since when it waits. */
export function QuestionChoice({ questions, chosen, choose }: QuestionChoiceProps) {
  const { language } = useText()
  // Questions of one desk go on one agenda: where there are several, each is named.
  const areOfMany = new Set(questions.map((one) => one.waitsFor)).size > 1
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    choose(next)
  }
  return questions.map((one) => (
    <label key={one.id} className="choice">
      <input type="checkbox" checked={chosen.has(one.id)} onChange={() => toggle(one.id)} />
      {objectOfCase(one.subject).name}{' '}
      <small>
        {dayText(one.since, language)} {areOfMany ? one.waitsFor : null}
      </small>
    </label>
  ))
}
