import { prefillOf, type AnswerFault, type Source } from '../../domain/answers.ts'
import type { Question } from '../../domain/question-set.ts'
import { dayText } from './day-text.ts'
import type { ReturnView } from './return-view.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'

/** From where a value comes and of which day it is. */
export function SourceLine({ source, id }: { readonly source: Source | undefined; readonly id?: string }) {
  const { t, language } = useText()
  if (source === undefined) return null
  const day = source.day === null ? '' : dayText(source.day, language)
  const from = source.kind === 'census' ? (source.title ?? t('return.lastCensus')) : t('return.register')
  return (
    <small className="source" id={id}>
      {day === '' ? t('return.from', { from }) : t('return.fromDay', { from, day })}
    </small>
  )
}

/** The source of what stands in a question, as long as it is what arrived filled. */
export function sourceOf(view: ReturnView, { id }: Question, value: unknown): Source | undefined {
  const filled = prefillOf(view.set, view.known)[id]
  return filled !== undefined && JSON.stringify(filled.value) === JSON.stringify(value) ? filled.source : undefined
}

/** Why it is asked and who sees it. */
export function QuestionHelp({ question, id }: { readonly question: Question; readonly id?: string }) {
  const { t, of } = useText()
  if (question.help === undefined) return null
  return (
    <p className="note help" id={id}>
      {question.isSensitive === true ? <strong>{t('return.why')}</strong> : null} {of(question.help)}
    </p>
  )
}

/** What is wrong, in the words of the rule; a soft one says that a note will do. */
export function FaultLine({ fault, id }: { readonly fault: AnswerFault; readonly id?: string }) {
  const { t, of } = useText()
  const isHard = fault.severity === 'hard'
  return (
    <p className={isHard ? 'fault' : 'fault soft'} id={id}>
      <StateWord tone={isHard ? 'brick' : 'amber'} word={of(fault.text)} />
      {isHard || fault.note !== null ? null : <> {t('return.noteWanted')}</>}
    </p>
  )
}

/** The note that answers a soft breach. */
export function NoteField(props: {
  readonly fault: AnswerFault
  readonly text: string
  readonly write: (text: string) => void
}) {
  const { fault, text, write } = props
  const { t } = useText()
  return (
    <label className="note-field">
      {t('return.note')}
      <textarea
        rows={2}
        maxLength={1000}
        value={text}
        id={`note-${fault.rule}`}
        onChange={(event) => write(event.target.value)}
      />
    </label>
  )
}
