import { useState } from 'react'
import { findColumn, findSheet } from '../../domain/sheet.ts'
import type { Reply } from '../shared/ask.ts'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Batch } from './batch.ts'

type RowChange = Reply<'GET /api/imports/:id/changes'>['changes'][number]

/** What the import changes, cell by cell, before anything is written and afterwards. */
export function ChangeTable({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-labelledby="changes">
      <div className="section-head">
        <h2 id="changes">{t('changes.title', { count: batch.changeCount })}</h2>
        <button type="button" className="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'changes.hide' : 'changes.show')}
        </button>
      </div>
      {isOpen ? <ChangePages batch={batch} /> : null}
    </section>
  )
}

function ChangePages({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const [from, setFrom] = useState(0)
  const input = { params: { id: batch.id }, query: { from } }
  const asked = useAsk('GET /api/imports/:id/changes', input, { keep: true })
  return (
    <Loaded asked={asked}>
      {({ changes, total, next }) => (
        <>
          <ListTable<RowChange>
            caption={t('changes.title', { count: total })}
            rows={changes}
            keyOf={({ file, sheet, row }) => `${file} ${sheet} ${row}`}
            columns={[
              { key: 'row', head: t('changes.row'), isNumber: true, cell: ({ row }) => numberText(row) },
              {
                key: 'who',
                head: t('changes.who'),
                names: true,
                cell: ({ name, key }) => (
                  <>
                    {name}
                    <small>{key}</small>
                  </>
                ),
              },
              {
                key: 'kind',
                head: t('changes.kind'),
                cell: ({ kind }) => (
                  <StateWord tone={kind === 'created' ? 'leaf' : 'amber'} word={t(`changes.${kind}`)} />
                ),
              },
              { key: 'cells', head: t('changes.cells'), cell: (change) => <ChangedCells change={change} /> },
            ]}
          />
          {total > changes.length ? (
            <nav className="pager" aria-label={t('changes.title', { count: total })}>
              {from > 0 ? (
                <button type="button" className="button" onClick={() => setFrom(0)}>
                  {t('changes.first')}
                </button>
              ) : null}
              <span>
                {t('changes.range', {
                  from: numberText(from + 1),
                  to: numberText(from + changes.length),
                  all: numberText(total),
                })}
              </span>
              {next === null ? null : (
                <button type="button" className="button" onClick={() => setFrom(next)}>
                  {t('changes.next')}
                </button>
              )}
            </nav>
          ) : null}
        </>
      )}
    </Loaded>
  )
}

function ChangedCells({ change }: { readonly change: RowChange }) {
  const { t, language } = useText()
  const sheet = findSheet(change.noun)
  const nameOf = (key: string) => {
    const column = sheet === undefined ? undefined : findColumn(sheet, key)
    if (column === undefined) return key
    return language === 'zh' ? column.label : column.en
  }
  const shown = (text: string) => (text === '' ? t('changes.blank') : text)
  return (
    <ul className="cell-changes">
      {change.cells.map((cell) => (
        <li key={cell.column}>
          {nameOf(cell.column)}
          {change.kind === 'created' ? (
            <>
              {' '}
              <ins>{cell.new}</ins>
            </>
          ) : (
            <>
              {' '}
              <del>{shown(cell.old)}</del> → <ins>{shown(cell.new)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
