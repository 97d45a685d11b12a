import type { ReactNode } from 'react'
import type { DraftValue } from '../../domain/draft.ts'
import type { Question } from '../../domain/question-set.ts'
import { textOfValue, valueOfText } from './question-value.ts'
import { useText } from './text.ts'

export type QuestionInputProps = {
  readonly question: Question
  readonly value: DraftValue | undefined
  readonly change: (value: DraftValue) => void
  /** Ids of what describes the input: its source, its state, its faults. */
  readonly describedBy?: string | undefined
  readonly isWrong?: boolean
  /** One line of a dense page: a list to choose from instead of buttons. */
  readonly isDense?: boolean
}

/** The id of the input of a question: where summaries and Change links lead. */
export function inputId(question: string): string {
  return `q-${question}`
}

/** The input of one question by its kind. */
export function QuestionInput(props: QuestionInputProps) {
  const { question, isDense = false } = props
  if (question.kind === 'choice' || question.kind === 'yesNo') {
    return isDense ? <ChoiceList {...props} /> : <ChoiceButtons {...props} />
  }
  return question.kind === 'text' || question.kind === 'list' ? <LongText {...props} /> : <ShortText {...props} />
}

function ShortText({ question, value, change, describedBy, isWrong = false }: QuestionInputProps) {
  const { of } = useText()
  const isCount = question.kind === 'count'
  return (
    <span className="answer">
      <input
        id={inputId(question.id)}
        className={isCount ? 'count' : undefined}
        type={isCount ? 'text' : 'date'}
        inputMode={isCount ? 'numeric' : undefined}
        autoComplete="off"
        value={textOfValue(value)}
        aria-describedby={describedBy}
        aria-invalid={isWrong}
        onChange={(event) => change(valueOfText(question, event.target.value))}
      />
      {question.unit === undefined ? null : <span>{of(question.unit)}</span>}
    </span>
  )
}

function LongText({ question, value, change, describedBy, isWrong = false, isDense = false }: QuestionInputProps) {
  return (
    <textarea
      id={inputId(question.id)}
      rows={isDense ? 1 : 4}
      value={textOfValue(value)}
      maxLength={1000}
      aria-describedby={describedBy}
      aria-invalid={isWrong}
      onChange={(event) => change(valueOfText(question, event.target.value))}
    />
  )
}

type Choice = { readonly word: string; readonly value: string | boolean; readonly label: ReactNode }

function useChoices(question: Question): Choice[] {
  const { t, of } = useText()
  if (question.kind === 'yesNo') {
    return [
      { word: 'yes', value: true, label: t('yes') },
      { word: 'no', value: false, label: t('no') },
    ]
  }
  return Object.entries(question.choices ?? {}).map(([word, label]) => ({ word, value: word, label: of(label) }))
}

function ChoiceButtons({ question, value, change, describedBy }: QuestionInputProps) {
  const choices = useChoices(question)
  return (
    <>
      {choices.map((choice, index) => (
        <label key={choice.word} className="choice">
          <input
            id={index === 0 ? inputId(question.id) : undefined}
            type="radio"
            name={question.id}
            checked={choice.value === value}
            aria-describedby={describedBy}
            onChange={() => change(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </>
  )
}

function ChoiceList({ question, value, change, describedBy, isWrong = false }: QuestionInputProps) {
  const { t } = useText()
  const choices = useChoices(question)
  return (
    <select
      id={inputId(question.id)}
      value={choices.find((choice) => choice.value === value)?.word ?? ''}
      aria-describedby={describedBy}
      aria-invalid={isWrong}
      onChange={(event) => change(choices.find((choice) => choice.word === event.target.value)?.value ?? null)}
    >
      <option value="">{t('return.blank')}</option>
      {choices.map((choice) => (
        <option key={choice.word} value={choice.word}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
