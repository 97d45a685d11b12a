import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { moved } from '../shared/move.ts'
import { kindName } from '../shared/names.ts'
import { Pager } from '../shared/pager.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { ComparePanel } from './compare-panel.tsx'
import { nextOf, type Codes, type Pair } from './pair.ts'
import { SignList } from './sign-list.tsx'

const PER_PAGE = 25

/** Pairs to be looked at; one is opened beside its fields above the list. Arrows move, Enter opens. */
export function PairsTab() {
  const { t } = useText()
  const navigate = useNavigate()
  const { one, other, after, page = 1 } = useSearch({ from: '/in/orgs/duplicates' })
  const asked = useAsk('GET /api/duplicates', { query: { after, limit: PER_PAGE } }, { keep: true })
  const mayWrite = useSession().data?.mayWrite
  const [said, say] = useState<string | null>(null)
  const show = (codes: Codes | undefined) => {
    const search = { after, page, ...(codes === undefined ? {} : { one: codes.one, other: codes.other }) }
    void navigate({ to: '/orgs/duplicates', search, replace: true })
  }
  const open = one === undefined || other === undefined ? undefined : { one, other }
  const next = open === undefined ? undefined : nextOf(asked.data?.pairs ?? [], open)
  const showNext = next === undefined ? undefined : () => show(codesOf(next))
  return (
    <>
      {mayWrite === false ? <p className="note">{t('duplicate.onlyRead')}</p> : null}
      {said === null ? null : (
        <output className="notice leaf">
          <p>{said}</p>
        </output>
      )}
      {open === undefined ? null : (
        <ComparePanel
          key={`${open.one} ${open.other}`}
          codes={open}
          next={showNext}
          close={() => show(undefined)}
          decided={(words) => {
            say(words)
            show(next === undefined ? undefined : codesOf(next))
          }}
        />
      )}
      <Loaded asked={asked}>
        {({ pairs, total, next: cursor }) =>
          total === 0 ? (
            <Empty title={t('duplicate.none')}>{t('duplicate.noneHint')}</Empty>
          ) : (
            <>
              <p>{t('duplicate.count', { count: total })}</p>
              <PairTable pairs={pairs} open={open} show={show} />
              <Pager page={page} next={cursor} pages={Math.max(1, Math.ceil(total / PER_PAGE))} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function codesOf(pair: Pair): Codes {
  return { one: pair.one.code, other: pair.other.code }
}

type TableProps = {
  readonly pairs: readonly Pair[]
  readonly open: Codes | undefined
  readonly show: (codes: Codes) => void
}

function PairTable({ pairs, open, show }: TableProps) {
  const { t } = useText()
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys that bubble from the buttons within
    <div onKeyDown={(event) => press(event, pairs.length)}>
      <ListTable<Pair>
        caption={t('duplicate.title')}
        rows={pairs}
        keyOf={({ one, other }) => `${one.code} ${other.code}`}
        columns={[
          { key: 'one', head: t('duplicate.one'), names: true, cell: ({ one }) => <SideCell side={one} /> },
          { key: 'other', head: t('duplicate.other'), cell: ({ other }) => <SideCell side={other} /> },
          { key: 'signs', head: t('duplicate.signs'), cell: (pair) => <SignList {...pair} /> },
          {
            key: 'act',
            head: t('duplicate.act'),
            isShort: true,
            cell: (pair) => (
              <button
                type="button"
                className="button"
                aria-expanded={open?.one === pair.one.code && open.other === pair.other.code}
                onClick={() => show(codesOf(pair))}
              >
                {t('duplicate.compare')}
                <span className="unseen">
                  {t('duplicate.comparePair', { one: pair.one.name, other: pair.other.name })}
                </span>
              </button>
            ),
          },
        ]}
      />
    </div>
  )
}

/** Arrows go from the button of a row to those of the rows beside it. */
function press(event: KeyboardEvent<HTMLElement>, count: number): void {
  const row = event.target instanceof HTMLElement ? event.target.closest('tbody tr') : null
  if (!(row instanceof HTMLTableRowElement)) return
  const next = moved(event.key, row.sectionRowIndex, count)
  if (next === undefined) return
  event.preventDefault()
  const there = event.currentTarget.querySelectorAll('tbody tr').item(next).querySelector('button')
  if (there instanceof HTMLElement) there.focus()
}

function SideCell({ side }: { readonly side: Pair['one'] }) {
  const { t, of, language } = useText()
  const { code, name, kind, address, formerNames, endedOn } = side
  return (
    <>
      <Link to="/orgs/$code" params={{ code }}>
        {name}
      </Link>
      <small className="code">{code}</small>
      <small>
        {of(kindName(kind))}
        {endedOn === null ? null : ` ${t('duplicate.ended', { day: dayText(endedOn, language) })}`}
      </small>
      {address === null ? null : <small>{address}</small>}
      {formerNames.length === 0 ? null : (
        <small>{t('duplicate.formerly', { names: formerNames.join(t('comma')) })}</small>
      )}
    </>
  )
}
