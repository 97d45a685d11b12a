import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { LOAD_TONES } from '../shared/assign-preview.tsx'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { PhoneReveal } from '../shared/phone-reveal.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { HandPanel } from './hand-panel.tsx'
import { OfficerForm } from './officer-form.tsx'
import type { OfficerRow } from './officer-row.ts'

type Open = { readonly what: 'edit' | 'hand'; readonly officer: OfficerRow } | { readonly what: 'add' } | undefined

const SHOWN = 100

/** Officers by body and name with their load; add, correct, away, leave, hand over. */
export function OfficersTab() {
  const { t } = useText()
  const scope = useScope()
  const { body } = useSearch({ from: '/in/liaison' })
  const asked = useAsk('GET /api/liaison/officers', { query: { ...scope, body } }, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  const [open, setOpen] = useState<Open>(undefined)
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  const close = () => setOpen(undefined)
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      <p className="row no-print">
        <BodyPicker />
        {mayWrite ? (
          <button type="button" className="button" onClick={() => setOpen({ what: 'add' })}>
            {t('liaison.add')}
          </button>
        ) : null}
      </p>
      {open?.what === 'add' ? <OfficerForm key="add" close={close} /> : null}
      {open?.what === 'edit' ? <OfficerForm key={open.officer.id} officer={open.officer} close={close} /> : null}
      {open?.what === 'hand' ? (
        <HandPanel
          key={open.officer.id}
          officer={open.officer}
          officers={asked.data?.officers ?? []}
          close={close}
          done={(act) => {
            setDone(act)
            close()
          }}
        />
      ) : null}
      <Loaded asked={asked}>
        {({ officers, limit }) =>
          officers.length === 0 ? (
            <Empty title={t('liaison.officersNone')}>{t('liaison.officersNoneHint')}</Empty>
          ) : (
            <OfficerTable officers={officers} limit={limit} open={setOpen} done={setDone} />
          )
        }
      </Loaded>
    </>
  )
}

function BodyPicker() {
  const { t } = useText()
  const { asOf } = useScope()
  const { body } = useSearch({ from: '/in/liaison' })
  const turn = useTurn()
  const { data } = useAsk('GET /api/bodies', { query: { asOf } })
  return (
    <select
      aria-label={t('liaison.body')}
      value={body ?? ''}
      onChange={(event) => turn({ body: event.target.value === '' ? undefined : event.target.value })}
    >
      <option value="">{t('liaison.bodyAny')}</option>
      {(data?.bodies ?? []).map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

type TableProps = {
  readonly officers: readonly OfficerRow[]
  readonly limit: number
  readonly open: (open: Open) => void
  readonly done: (act: DoneAct) => void
}

function OfficerTable({ officers, limit, open, done }: TableProps) {
  const { t } = useText()
  const [shown, setShown] = useState(SHOWN)
  const { body } = useSearch({ from: '/in/liaison' })
  const left = officers.length - shown
  return (
    <>
      <ListTable<OfficerRow>
        caption={t('liaison.officers')}
        rows={officers.slice(0, shown)}
        keyOf={({ id }) => String(id)}
        columns={[
          { key: 'name', head: t('liaison.name'), names: true, cell: (officer) => <NameCell officer={officer} /> },
          ...(body === undefined
            ? [{ key: 'body', head: t('liaison.body'), cell: ({ bodyName }: OfficerRow) => bodyName }]
            : []),
          {
            key: 'phone',
            head: t('liaison.phone'),
            cell: ({ id, phoneMasked }) => <PhoneReveal of="officer" id={id} masked={phoneMasked} />,
          },
          { key: 'state', head: t('liaison.state'), cell: (officer) => <WorkCell officer={officer} /> },
          {
            key: 'load',
            head: t('liaison.loadHead'),
            cell: (officer) => <LoadCell officer={officer} limit={limit} />,
          },
          { key: 'visits', head: t('liaison.visitsHead'), isNumber: true, cell: (one) => <VisitsCell officer={one} /> },
          { key: 'due', head: t('liaison.dueHead'), isNumber: true, cell: (officer) => <DueCell officer={officer} /> },
          {
            key: 'acts',
            head: t('liaison.acts'),
            cell: (officer) => <Acts officer={officer} open={open} done={done} />,
          },
        ]}
      />
      {left > 0 ? (
        <p>
          <button type="button" className="button" onClick={() => setShown(shown + SHOWN)}>
            {t('more', { count: left })}
          </button>
        </p>
      ) : null}
    </>
  )
}

type CellProps = { readonly officer: OfficerRow }

function NameCell({ officer }: CellProps) {
  const { t } = useText()
  return (
    <>
      {officer.name}
      {officer.isMe ? ` (${t('liaison.me')})` : ''}
      {officer.desk === null ? null : (
        <>
          {' '}
          <small>{officer.desk}</small>
        </>
      )}
    </>
  )
}

function WorkCell({ officer }: CellProps) {
  const { t, language } = useText()
  const today = useSession().data?.today ?? ''
  const { from, to, awayFrom, awayTo } = officer
  const day = (one: string) => dayText(one, language)
  return (
    <>
      {from > today ? t('liaison.begins', { day: day(from) }) : null}
      {awayFrom !== null && awayTo !== null ? (
        <StateWord tone="amber" word={t('liaison.away', { from: day(awayFrom), to: day(awayTo) })} />
      ) : null}
      {from <= today && awayFrom === null && to === null ? <span className="short">{t('liaison.atWork')}</span> : null}
      {to === null ? null : t('liaison.ends', { day: day(to) })}
    </>
  )
}

function LoadCell({ officer, limit }: CellProps & { readonly limit: number }) {
  const { t, language } = useText()
  const { load, word, overNote, overNotedOn } = officer
  const text = t('liaison.ofLimit', { load: numberText(load), limit })
  return (
    <>
      {load === 0 ? (
        text
      ) : (
        <Link className="underlined" to="/liaison" search={{ tab: 'held', officer: officer.id }}>
          {text}
        </Link>
      )}{' '}
      <StateWord tone={LOAD_TONES[word]} word={t(`liaison.loadWord.${word}`)} />
      {word === 'over' ? (
        <div>
          <small>
            {overNote === null || overNotedOn === null
              ? t('liaison.noOverNote')
              : t('liaison.overNote', { note: overNote, day: dayText(overNotedOn, language) })}
          </small>
        </div>
      ) : null}
    </>
  )
}

function VisitsCell({ officer }: CellProps) {
  if (officer.visits === 0) return <>0</>
  return (
    <Link to="/liaison" search={{ tab: 'visits', officer: officer.id }}>
      {numberText(officer.visits)}
    </Link>
  )
}

function DueCell({ officer }: CellProps) {
  if (officer.due === 0) return <>0</>
  return (
    <Link to="/liaison" search={{ tab: 'due', officer: officer.id }}>
      {numberText(officer.due)}
    </Link>
  )
}

type ActsProps = CellProps & Pick<TableProps, 'open' | 'done'>

function Acts({ officer, open, done }: ActsProps) {
  const { t } = useText()
  const back = useWrite(
    (id: number, key) => ask('POST /api/liaison/officers/:id/return', { params: { id: String(id) }, body: {}, key }),
    done,
  )
  if (!officer.mayWrite) return null
  return (
    <span className="acts">
      <button type="button" className="button" onClick={() => open({ what: 'hand', officer })}>
        {t('liaison.handOver')}
      </button>
      <button type="button" className="button" onClick={() => open({ what: 'edit', officer })}>
        {t('liaison.edit')}
      </button>
      {officer.awayFrom === null ? null : (
        <button type="button" className="button" disabled={back.isUnderWay} onClick={() => back.write(officer.id)}>
          {t('liaison.return')}
        </button>
      )}
      <Link className="button" to="/liaison/officers/$id" params={{ id: String(officer.id) }}>
        {t('liaison.pack')}
      </Link>
      {back.error === null ? null : <Failure error={back.error} />}
    </span>
  )
}
