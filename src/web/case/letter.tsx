import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Form } from '../../domain/case.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { ask } from '../shared/ask.ts'
import { DraftPreview } from '../shared/draft-preview.tsx'
import { begun } from '../shared/case-words.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useSettled } from '../shared/use-settled.ts'
import { sentForm } from './sent-form.ts'
import '../shared/paper.css'

export type LetterProps = { readonly id: string; readonly action: string; readonly form: Form }

/** What the letters of an action will say, from the form as typed, once the keys rest. */
export function Letter({ id, action, form }: LetterProps) {
  const { t, of } = useText()
  const typed = useSettled(form, 400)
  const asked = useQuery({
    queryKey: ['letter', id, action, typed],
    queryFn: ({ signal }) =>
      ask('POST /api/cases/:id/letters', { params: { id }, body: { action, form: sentForm(typed) }, signal }),
    placeholderData: keepPreviousData,
  })
  const letters = asked.data?.letters ?? []
  return (
    <section className="letters" aria-label={t('paper.letter')} aria-busy={asked.isFetching}>
      <h3>{t('paper.letter')}</h3>
      {asked.error === null ? null : <Failure error={asked.error} />}
      {letters.map(({ template, values }) => (
        <section key={template.id}>
          <h4>{of(begun(paperKindOf(template.kind).name))}</h4>
          <DraftPreview template={template} values={values} />
        </section>
      ))}
    </section>
  )
}
