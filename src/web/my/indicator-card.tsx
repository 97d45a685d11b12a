import type { ScoreFault } from '../../domain/score.ts'
import type { ScoreLeaf } from '../../domain/score-sheet.ts'
import { begun } from '../shared/case-words.ts'
import { FieldMark } from '../shared/field-mark.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { AnswerPapers, type Paper } from './answer-papers.tsx'
import type { EvaluationForm } from './use-evaluation-form.ts'

type Props = {
  readonly form: EvaluationForm
  readonly leaf: ScoreLeaf
  readonly faults: readonly ScoreFault[]
  readonly papers: readonly Paper[]
}

/** One indicator: the points claimed, what shows it in words, and the papers that do. */
export function IndicatorCard({ form, leaf, faults, papers }: Props) {
  const { t, of } = useText()
  const { id } = leaf
  const answer = form.answerOf(leaf)
  const title = of(begun(leaf.title))
  const describedBy = [`help-${id}`, `mark-${id}`, ...faults.map(({ fault }) => `${fault}-${id}`)].join(' ')
  const isWrong = faults.some(({ fault }) => fault !== 'evidence')
  return (
    <fieldset className="fields asked indicator">
      <legend>{title}</legend>
      <p className="note help" id={`help-${id}`}>
        {t('sheet.evidence', { evidence: of(leaf.evidence) })}
      </p>
      {leaf.steps === undefined ? (
        <label>
          {t('own.points', { most: leaf.maximum })}
          <input
            id={`points-${id}`}
            className="count"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            aria-describedby={describedBy}
            aria-invalid={isWrong}
            value={form.shown(leaf)}
            onChange={(event) => form.typePoints(leaf, event.target.value)}
          />
        </label>
      ) : (
        <StepChoices form={form} leaf={leaf} describedBy={describedBy} />
      )}
      {form.isFilled(leaf) ? <small className="source">{t('own.filled')}</small> : null}
      {faults.map(({ fault, text }) => (
        <p key={fault} className="fault" id={`${fault}-${id}`}>
          <StateWord tone="brick" word={of(text)} />
        </p>
      ))}
      <label className="note-field">
        {t('own.note')}
        <textarea
          id={`note-${id}`}
          rows={2}
          maxLength={2000}
          value={form.isFilled(leaf) ? '' : answer.note}
          onChange={(event) => form.type(leaf, 'note', event.target.value)}
        />
      </label>
      <AnswerPapers form={form} leaf={leaf} chosen={answer.documents} papers={papers} title={title} />
      <FieldMark state={form.markOf(leaf)} id={`mark-${id}`} />
    </fieldset>
  )
}

type ChoicesProps = Pick<Props, 'form' | 'leaf'> & { readonly describedBy: string }

/** Where the sheet has steps, one of them is chosen; its points follow. */
function StepChoices({ form, leaf, describedBy }: ChoicesProps) {
  const { t, of } = useText()
  const { points } = form.answerOf(leaf)
  return (
    <div className="steps-of">
      {(leaf.steps ?? []).map((step, at) => (
        <label key={step.points} className="choice">
          <input
            id={at === 0 ? `points-${leaf.id}` : undefined}
            type="radio"
            name={`points-${leaf.id}`}
            checked={points === step.points}
            aria-describedby={describedBy}
            onChange={() => form.type(leaf, 'points', step.points)}
          />
          {t('sheet.step', { points: step.points, text: of(step.text) })}
        </label>
      ))}
    </div>
  )
}
