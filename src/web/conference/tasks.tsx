import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { BodySelect } from '../shared/body-select.tsx'
import { CaseTable } from '../shared/case-table.tsx'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import type { Conference } from './conference.ts'

/** What was given to do: each task waits in the queue of its desk, and is reported done there. */
export function Tasks({ one }: { readonly one: Conference }) {
  const { t } = useText()
  return (
    <section aria-labelledby="tasks">
      <h2 id="tasks">{t('conference.tasks')}</h2>
      {one.tasks.length === 0 ? (
        <p className="note">{t('conference.noTasks')}</p>
      ) : (
        <CaseTable caption={t('conference.tasks')} cases={one.tasks} showsWaiting />
      )}
      {one.mine ? <TaskForm key={one.tasks.length} id={one.id} /> : null}
    </section>
  )
}

function TaskForm({ id }: { readonly id: string }) {
  const { t } = useText()
  const [at, queries] = [useId(), useQueryClient()]
  const [text, setText] = useState('')
  const [bodyId, setBody] = useState('')
  const [dueOn, setDue] = useState('')
  const give = useSubmission((body: { text: string; bodyId: string; dueOn: string }, key) =>
    ask('POST /api/conferences/:id/tasks', { params: { id }, body, key }),
  )
  const send = async () => {
    const reply = await give.submit({ text, bodyId, dueOn })
    if (reply !== undefined) await queries.invalidateQueries()
  }
  return (
    <form
      className="fields card no-print"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={`${at}-text`}>
        <span>{t('conference.taskText')}</span>
        <input
          id={`${at}-text`}
          required
          maxLength={400}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label htmlFor={`${at}-body`}>
        <span>{t('conference.taskFor')}</span>
        <BodySelect id={`${at}-body`} value={bodyId} change={setBody} />
      </label>
      <label htmlFor={`${at}-due`}>
        <span>{t('conference.taskDue')}</span>
        <input id={`${at}-due`} type="date" required value={dueOn} onChange={(event) => setDue(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={give.isUnderWay}>
        {t('conference.give')}
      </button>
      {give.error === null ? null : <Failure error={give.error} kept={t('case.kept')} />}
    </form>
  )
}
