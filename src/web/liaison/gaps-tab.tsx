import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { AssignPanel } from '../shared/assign-panel.tsx'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { CaredName, useCaredColumns, type Cared } from './columns.tsx'

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
  const { t } = useText()
  const columns = useCaredColumns()
  return (
    <ListTable<Cared>
      caption={t('liaison.gaps')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          ...columns.name,
          cell: (row) => (
            <span className="pick-row">
              {picked === undefined ? null : (
                <input
                  type="checkbox"
                  className="pick"
                  aria-label={t('liaison.pick', { name: row.name })}
                  checked={picked.includes(row.code)}
                  onChange={() =>
                    pick(picked.includes(row.code) ? picked.filter((one) => one !== row.code) : [...picked, row.code])
                  }
                />
              )}
              <CaredName row={row} />
            </span>
          ),
        },
        columns.place,
        columns.party,
        columns.owner,
        columns.since,
        columns.due,
      ]}
    />
  )
}
