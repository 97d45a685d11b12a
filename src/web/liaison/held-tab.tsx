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
import { useText } from '../shared/text.ts'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { placeText } from './gaps-tab.tsx'

type Cared = Reply<'GET /api/liaison/organizations'>['organizations'][number]

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
  const [changed, setChanged] = useState<string | undefined>(undefined)
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      {changed === undefined ? null : (
        <AssignPanel
          key={changed}
          codes={[changed]}
          replaces
          close={() => setChanged(undefined)}
          done={(act) => {
            setDone(act)
            setChanged(undefined)
          }}
        />
      )}
      <Loaded asked={asked}>
        {({ organizations, total, next }) =>
          total === 0 ? (
            <Empty title={t('liaison.heldNone')}>{t('liaison.heldNoneHint')}</Empty>
          ) : (
            <>
              <HeldTable rows={organizations} change={setChanged} />
              <Pager page={page} next={next} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function HeldTable({ rows, change }: { readonly rows: readonly Cared[]; readonly change: (code: string) => void }) {
  const { t, language } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <ListTable<Cared>
      caption={t('liaison.held')}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        {
          key: 'name',
          head: t('liaison.organization'),
          names: true,
          cell: ({ code, name }) => (
            <Link to="/orgs/$code" params={{ code }}>
              {name}
            </Link>
          ),
        },
        { key: 'place', head: t('liaison.place'), cell: placeText },
        { key: 'body', head: t('liaison.body'), cell: ({ bodyName }) => bodyName },
        { key: 'officer', head: t('liaison.officer'), cell: ({ officerName }) => officerName ?? t('panel.hidden') },
        { key: 'since', head: t('liaison.since'), isShort: true, cell: ({ since }) => dayText(since, language) },
        {
          key: 'last',
          head: t('liaison.lastVisit'),
          isShort: true,
          cell: ({ lastVisitOn }) => (lastVisitOn === null ? t('liaison.never') : dayText(lastVisitOn, language)),
        },
        ...(mayWrite
          ? [
              {
                key: 'acts',
                head: t('liaison.acts'),
                cell: ({ code }: Cared) => (
                  <span className="acts">
                    <Link className="button" to="/liaison/visit" search={{ org: code }}>
                      {t('visit.title')}
                    </Link>
                    <button type="button" className="button" onClick={() => change(code)}>
                      {t('liaison.change')}
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
