import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { LIFE_EVENTS, LIFE_RULES, type LifeEventKind } from '../../domain/life.ts'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { eventName, type Life } from './life-words.ts'

type Typed = {
  readonly event: LifeEventKind
  readonly day: string
  readonly reason: string
  readonly document: string
  readonly place: string
  readonly successors: string
}

/** Records what happened: only what can happen now is offered, and only what it needs is asked. */
export function LifeForm({ life, done }: { readonly life: Life; readonly done: (batch: string) => void }) {
  const { t } = useText()
  return (
    <details className="card">
      <summary>{t('life.record')}</summary>
      <Sheet life={life} done={done} />
    </details>
  )
}

function Sheet({ life, done }: { readonly life: Life; readonly done: (batch: string) => void }) {
  const { t, of } = useText()
  const today = useSession().data?.today ?? ''
  const possible = LIFE_EVENTS.filter((event) => life.possible.includes(event))
  const [typed, setTyped] = useState<Typed>({
    event: possible[0] ?? 'rest',
    day: today,
    reason: '',
    document: '',
    place: '',
    successors: '',
  })
  const record = useRecord(life, done)
  const { needs } = LIFE_RULES[typed.event]
  const set = (key: keyof Typed) => (value: string) => setTyped({ ...typed, [key]: value })
  return (
    <form
      className="fields life-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!record.isPending) record.mutate(typed)
      }}
    >
      <label>
        {t('life.event')}
        <select
          value={typed.event}
          onChange={({ target }) =>
            setTyped({ ...typed, event: possible.find((one) => one === target.value) ?? typed.event })
          }
        >
          {possible.map((event) => (
            <option key={event} value={event}>
              {of(eventName(event))}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('life.day')}
        <input type="date" required max={today} value={typed.day} onChange={({ target }) => set('day')(target.value)} />
      </label>
      <Line
        name={t('life.document')}
        value={typed.document}
        isNeeded={needs.includes('document')}
        set={set('document')}
      />
      <Line name={t('life.reason')} value={typed.reason} isNeeded={needs.includes('reason')} set={set('reason')} />
      {needs.includes('place') ? <Line name={t('life.place')} value={typed.place} isNeeded set={set('place')} /> : null}
      {needs.includes('successors') ? (
        <Line name={t('life.successors')} value={typed.successors} isNeeded set={set('successors')} />
      ) : null}
      {record.error === null ? null : <Failure error={record.error} kept={t('entry.kept')} />}
      <button type="submit" className="button go" disabled={record.isPending}>
        {t('life.save')}
      </button>
    </form>
  )
}

function Line(props: {
  readonly name: string
  readonly value: string
  readonly isNeeded: boolean
  readonly set: (value: string) => void
}) {
  const { name, value, isNeeded, set } = props
  return (
    <label>
      {name}
      <input value={value} required={isNeeded} maxLength={200} onChange={({ target }) => set(target.value)} />
    </label>
  )
}

/** One key for what is typed: pressing again is the same submission. */
function useRecord(life: Life, done: (batch: string) => void) {
  const queries = useQueryClient()
  const [last, setLast] = useState({ text: '', key: '' })
  return useMutation({
    mutationFn: ({ place, successors, ...typed }: Typed) => {
      const body = {
        ...typed,
        place: place.trim() === '' ? null : place.trim(),
        successors: successors.split(/[\s,，;；、]+/).filter((code) => code !== ''),
        seen: life.version,
      }
      const text = JSON.stringify(body)
      const key = text === last.text ? last.key : newKey()
      setLast({ text, key })
      return ask('POST /api/organizations/:id/life-events', { params: { id: life.code }, body, key })
    },
    onSuccess: async ({ batch }) => {
      done(batch)
      await queries.invalidateQueries()
    },
  })
}
