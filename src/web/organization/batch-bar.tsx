import { lazy, Suspense, useState } from 'react'
import { BATCH_MOST } from '../../domain/register-list.ts'
import type { Filters } from './filters.ts'
import { useText } from '../shared/text.ts'
import { UndoBar, undoEntry } from '../shared/undo-bar.tsx'
import type { Receipt } from './batch-dialog.tsx'
import { NOTHING_SELECTED, type Selection } from './selection.ts'

const BatchDialog = lazy(async () => ({ default: (await import('./batch-dialog.tsx')).BatchDialog }))

export type BatchBarProps = {
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly filters: Filters
  readonly total: number
  readonly today: string
}

/** What can be done with the rows that are selected, or with all that match; afterwards the receipt and its undo. */
export function BatchBar({ selection, select, filters, total, today }: BatchBarProps) {
  const { t } = useText()
  const [isAll, setAll] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const [receipt, setReceipt] = useState<Receipt>()
  const count = isAll ? total : selection.codes.size
  const letGo = () => {
    setAll(false)
    select(NOTHING_SELECTED)
  }
  return (
    <>
      {receipt === undefined ? null : (
        <UndoBar key={receipt.batch} undo={undoEntry(receipt.batch)} close={() => setReceipt(undefined)}>
          {t('batchAct.done', {
            count: receipt.changed,
            unchanged: receipt.unchanged,
            rejected: receipt.rejected.length,
          })}
        </UndoBar>
      )}
      {selection.codes.size === 0 ? null : (
        <section className="batch-bar" aria-label={t('select.name')}>
          <output>
            <strong>{t(isAll ? 'select.all' : 'select.count', { count })}</strong>
          </output>
          {isAll || total <= selection.codes.size ? null : (
            <button type="button" className="button" onClick={() => setAll(true)}>
              {t('select.allAct', { count: total })}
            </button>
          )}
          <button type="button" className="button go" disabled={count > BATCH_MOST} onClick={() => setOpen(true)}>
            {t('batchAct.open')}
          </button>
          <button type="button" className="button" onClick={letGo}>
            {t('select.none')}
          </button>
          {count > BATCH_MOST ? <p className="wrong">{t('batchAct.tooMany', { count, most: BATCH_MOST })}</p> : null}
        </section>
      )}
      {isOpen ? (
        <Suspense>
          <BatchDialog
            target={isAll ? { filters } : { codes: [...selection.codes] }}
            count={count}
            today={today}
            close={() => setOpen(false)}
            done={(done) => {
              setOpen(false)
              letGo()
              setReceipt(done)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
