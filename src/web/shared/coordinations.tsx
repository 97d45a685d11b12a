import { useId, useState } from 'react'
import { ask, type Reply } from './ask.ts'
import { dayText } from './day-text.ts'
import { Failure } from './failure.tsx'
import { ListTable, type ListColumn } from './list-table.tsx'
import { useSession } from './session.ts'
import { useText } from './text.ts'
import { UndoBar } from './undo-bar.tsx'
import { useEscape, useWrite } from './use-write.ts'

type Coordination = Reply<'GET /api/organizations/:id/line'>['coordinations'][number]

export type CoordinationsProps = {
  readonly rows: readonly Coordination[]
  /** Whether the work of the body that answers is mine: it calls others in and lets them go. */
  readonly isMine: boolean
}

type Ended = { readonly one: Coordination; readonly day: string }

/** The bodies that help beside the one responsible; who called them in ends their help, and may take that back. */
export function Coordinations({ rows, isMine }: CoordinationsProps) {
  const { t, language } = useText()
  const { mayWrite, today } = useSession().data ?? { mayWrite: false, today: '' }
  const [ending, setEnding] = useState<Coordination>()
  const [ended, setEnded] = useState<Ended>()
  if (rows.length === 0) return null
  const acts: ListColumn<Coordination> = {
    key: 'act',
    head: t('strip.act'),
    cell: (one) => <ActCell one={one} today={today} end={() => setEnding(one)} />,
  }
  return (
    <>
      <ListTable<Coordination>
        caption={t('strip.coordinating')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'body', head: t('strip.coordinating'), names: true, cell: ({ bodyName }) => bodyName },
          { key: 'task', head: t('strip.helpTask'), cell: (one) => <Task one={one} /> },
          {
            key: 'days',
            head: t('strip.period'),
            isShort: true,
            cell: ({ from, to }) => `${dayText(from, language)} – ${to === null ? '' : dayText(to, language)}`,
          },
          ...(isMine && mayWrite ? [acts] : []),
        ]}
      />
      {ending === undefined ? null : (
        <EndForm
          key={ending.id}
          one={ending}
          today={today}
          close={() => setEnding(undefined)}
          finish={(day) => {
            setEnded({ one: ending, day })
            setEnding(undefined)
          }}
        />
      )}
      {ended === undefined ? null : (
        <UndoBar key={ended.one.id} undo={resume(ended.one.id)} close={() => setEnded(undefined)}>
          {t('strip.ended', { name: ended.one.bodyName, day: dayText(ended.day, language) })}
        </UndoBar>
      )}
    </>
  )
}

function resume(id: string) {
  return (key: string) => ask('POST /api/coordinations/:id/resume', { params: { id }, key })
}

function Task({ one }: { readonly one: Coordination }) {
  const { t } = useText()
  return (
    <>
      {one.task}
      {one.endedWhy === null ? null : <small>{t('strip.endedWhy', { why: one.endedWhy })}</small>}
    </>
  )
}

type ActProps = { readonly one: Coordination; readonly today: string; readonly end: () => void }

function ActCell({ one, today, end }: ActProps) {
  const { t } = useText()
  const { write, isUnderWay, error } = useWrite(
    (id: string, key) => resume(id)(key),
    () => undefined,
  )
  if (one.endedWhy !== null) {
    return (
      <>
        <button
          type="button"
          className="button bare"
          aria-label={t('strip.resumeIt', { name: one.bodyName })}
          disabled={isUnderWay}
          onClick={() => write(one.id)}
        >
          {t('strip.resume')}
        </button>
        {error === null ? null : <Failure error={error} />}
      </>
    )
  }
  if (one.to !== null && one.to <= today) return null
  return (
    <button type="button" className="button bare" aria-label={t('strip.endIt', { name: one.bodyName })} onClick={end}>
      {t('strip.end')}
    </button>
  )
}

type EndFormProps = {
  readonly one: Coordination
  readonly today: string
  readonly close: () => void
  readonly finish: (day: string) => void
}

function EndForm({ one, today, close, finish }: EndFormProps) {
  const { t } = useText()
  const at = useId()
  const box = useEscape<HTMLFormElement>(close)
  const [to, setTo] = useState(one.from < today ? today : '')
  const [why, setWhy] = useState('')
  const end = useWrite(
    (body: { to: string; why: string }, key) =>
      ask('POST /api/coordinations/:id/end', { params: { id: one.id }, body, key }),
    () => finish(to),
  )
  return (
    <form
      ref={box}
      className="fields"
      aria-label={t('strip.endIt', { name: one.bodyName })}
      onSubmit={(event) => {
        event.preventDefault()
        end.write({ to, why })
      }}
    >
      <label htmlFor={`${at}-to`}>
        <span>{t('strip.endOn')}</span>
        <input id={`${at}-to`} type="date" required value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      <label htmlFor={`${at}-why`}>
        <span>{t('strip.endWhy')}</span>
        <input id={`${at}-why`} required maxLength={400} value={why} onChange={(event) => setWhy(event.target.value)} />
      </label>
      <div className="row">
        <button type="submit" className="button go" disabled={end.isUnderWay}>
          {t('strip.endIt', { name: one.bodyName })}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </div>
      {end.error === null ? null : <Failure error={end.error} kept={t('case.kept')} />}
    </form>
  )
}
