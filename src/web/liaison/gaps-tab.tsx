import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Reply } from '../shared/ask.ts'
import { AssignPanel } from '../shared/assign-panel.tsx'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'

type Cared = Reply<'GET /api/liaison/organizations'>['organizations'][number]

const PER_PAGE = 50

/** Organizations without an officer: each with who assigns one and until when; one or many are assigned with a preview. */
export function GapsTab() {
  const { t } = useText()
  const { after, page = 1 } = useSearch({ from: '/in/liaison' })
  const query = { ...useScope(), box: 'gap' as const, after, limit: PER_PAGE }
  const asked = useAsk('GET /api/liaison/organizations', { query }, { keep: true })
  const mayWrite = useSession().data?.mayWrite === true
  const [picked, setPicked] = useState<readonly string[]>([])
  const [isOpen, setOpen] = useState(false)
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      {isOpen && picked.length > 0 ? (
        <AssignPanel
          codes={picked}
          close={() => setOpen(false)}
          done={(act) => {
            setDone(act)
            setOpen(false)
            setPicked([])
          }}
        />
      ) : null}
      <Loaded asked={asked}>
        {({ organizations, total, next }) =>
          total === 0 ? (
            <Empty title={t('liaison.gapsNone')}>{t('liaison.gapsNoneHint')}</Empty>
          ) : (
            <>
              {mayWrite ? (
                <Picking
                  rows={organizations}
                  picked={picked}
                  pick={setPicked}
                  open={() => setOpen(true)}
                  isOpen={isOpen && picked.length > 0}
                />
              ) : null}
              <GapTable rows={organizations} picked={mayWrite ? picked : undefined} pick={setPicked} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

type PickingProps = {
  readonly rows: readonly Cared[]
  readonly picked: readonly string[]
  readonly pick: (codes: readonly string[]) => void
  readonly open: () => void
  readonly isOpen: boolean
}

function Picking({ rows, picked, pick, open, isOpen }: PickingProps) {
  const { t } = useText()
  const codes = rows.map((row) => row.code)
  const isAll = codes.every((code) => picked.includes(code))
  return (
    <p className="row no-print">
      <label className="pick-row">
        <input type="checkbox" checked={isAll} onChange={() => pick(isAll ? [] : codes)} /> {t('liaison.pickAll')}
      </label>
      <button type="button" className="button go" disabled={picked.length === 0 || isOpen} onClick={open}>
        {t('liaison.assignPicked', { count: picked.length })}
      </button>
    </p>
  )
}

type TableProps = {
  readonly rows: readonly Cared[]
  /** Undefined where the account assigns nothing. */
  readonly picked: readonly string[] | undefined
  readonly pick: (codes: readonly string[]) => void
}

function GapTable({ rows, picked, pick }: TableProps) {
  const { t, language } = useText()
  return (
    <ListTable<Cared>
      caption={t('liaison.gaps')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'name',
          head: t('liaison.organization'),
          names: true,
          cell: ({ code, name }) => (
            <span className="pick-row">
              {picked === undefined ? null : (
                <input
                  type="checkbox"
                  className="pick"
                  aria-label={t('liaison.pick', { name })}
                  checked={picked.includes(code)}
                  onChange={() =>
                    pick(picked.includes(code) ? picked.filter((one) => one !== code) : [...picked, code])
                  }
                />
              )}
              <Link to="/orgs/$code" params={{ code }}>
                {name}
              </Link>
            </span>
          ),
        },
        { key: 'place', head: t('liaison.place'), cell: placeText },
        {
          key: 'party',
          head: t('liaison.party'),
          cell: ({ hasParty }) => t(hasParty ? 'liaison.hasParty' : 'liaison.noParty'),
        },
        { key: 'owner', head: t('liaison.owner'), cell: ({ owner }) => owner },
        { key: 'since', head: t('liaison.since'), isShort: true, cell: ({ since }) => dayText(since, language) },
        { key: 'due', head: t('liaison.dueDay'), isShort: true, cell: (row) => <DueDay row={row} /> },
      ]}
    />
  )
}

export function placeText({ districtName, townshipName }: Pick<Cared, 'districtName' | 'townshipName'>): string {
  return [districtName, townshipName].filter((name) => name !== null).join(' ')
}

export function DueDay({ row }: { readonly row: Pick<Cared, 'due' | 'isOverdue'> }) {
  const { t, language } = useText()
  if (row.due === null) return null
  return (
    <>
      {dayText(row.due, language)} {row.isOverdue ? <StateWord tone="brick" word={t('liaison.overdue')} /> : null}
    </>
  )
}
