import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { AssignPanel } from '../shared/assign-panel.tsx'
import { AssistPanel } from '../shared/assist-panel.tsx'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { useCaredColumns, type Cared } from './columns.tsx'

type Open = { readonly what: 'officer' | 'assistant'; readonly code: string }

const PER_PAGE = 50

/** Organizations that an officer looks after: the list behind a load. The officer of each can be changed. */
export function HeldTab() {
  const { t } = useText()
  const { after, page = 1, officer } = useSearch({ from: '/in/liaison' })
  // An officer's load is counted over all that the account sees; with an officer the list is not cut by place or line.
  const { asOf, place, line } = useScope()
  const where = officer === undefined ? { asOf, place, line } : { asOf }
  const query = { ...where, box: 'held' as const, officer, after, limit: PER_PAGE }
  const asked = useAsk('GET /api/liaison/organizations', { query }, { keep: true })
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  const close = () => setOpen(undefined)
  const finish = (act: DoneAct) => {
    setDone(act)
    close()
  }
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      {open?.what === 'officer' ? (
        <AssignPanel key={open.code} codes={[open.code]} replaces close={close} done={finish} />
      ) : null}
      {open?.what === 'assistant' ? (
        <AssistPanel key={open.code} codes={[open.code]} close={close} done={finish} />
      ) : null}
      <Loaded asked={asked}>
        {({ organizations, total, next }) =>
          total === 0 ? (
            <Empty title={t('liaison.heldNone')}>{t('liaison.heldNoneHint')}</Empty>
          ) : (
            <>
              <HeldTable rows={organizations} open={setOpen} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function OfficerSince({ row: { officerName, since } }: { readonly row: Pick<Cared, 'officerName' | 'since'> }) {
  const { t, language } = useText()
  return (
    <>
      {officerName ?? t('panel.hidden')}{' '}
      {since === null ? null : (
        <small className="short">
          {t('liaison.since')} {dayText(since, language)}
        </small>
      )}
    </>
  )
}

type TableProps = { readonly rows: readonly Cared[]; readonly open: (open: Open) => void }

function HeldTable({ rows, open }: TableProps) {
  const { t } = useText()
  const columns = useCaredColumns()
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <ListTable<Cared>
      caption={t('liaison.held')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        columns.name,
        columns.place,
        columns.body,
        { ...columns.officer, cell: (row) => <OfficerSince row={row} /> },
        columns.last,
        ...(mayWrite
          ? [
              {
                key: 'acts',
                head: t('liaison.acts'),
                cell: ({ code }: Cared) => (
                  <span className="acts inline">
                    <Link className="button" to="/liaison/visit" search={{ org: code }}>
                      {t('visit.title')}
                    </Link>
                    <button type="button" className="link" onClick={() => open({ what: 'officer', code })}>
                      {t('liaison.change')}
                    </button>
                    <button type="button" className="link" onClick={() => open({ what: 'assistant', code })}>
                      {t('assist.add')}
                    </button>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
