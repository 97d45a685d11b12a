import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { QuestionChoice } from '../shared/question-choice.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Conference } from './conference.ts'

/** Open questions of the desk that convenes and that no agenda holds yet, to be put on this one. */
export function MoreQuestions({ one }: { readonly one: Conference }) {
  const { t } = useText()
  const title = useId()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const unplaced = useAsk('GET /api/conferences', {}).data?.unplaced ?? []
  const own = unplaced.filter(({ waitsFor }) => waitsFor === one.convenorName)
  const add = useWrite(
    (cases: string[], key) => ask('POST /api/conferences/:id/agenda', { params: { id: one.id }, body: { cases }, key }),
    () => setChosen(new Set()),
  )
  if (own.length === 0) return null
  return (
    <form
      className="fields card no-print"
      aria-labelledby={title}
      onSubmit={(event) => {
        event.preventDefault()
        add.write([...chosen])
      }}
    >
      <h3 id={title}>{t('conference.unplaced')}</h3>
      <QuestionChoice questions={own} chosen={chosen} choose={setChosen} />
      <button type="submit" className="button" disabled={chosen.size === 0 || add.isUnderWay}>
        {t('conference.add', { count: chosen.size })}
      </button>
      {add.error === null ? null : <Failure error={add.error} kept={t('case.kept')} />}
    </form>
  )
}
