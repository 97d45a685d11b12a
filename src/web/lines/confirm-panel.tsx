import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '../shared/ask.ts'
import { Wait } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { useText } from '../shared/text.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { Wrong } from './wrong.tsx'

type Item = { readonly code: string; readonly bodyId: string }

export type ConfirmPanelProps = {
  readonly items: readonly Item[]
  readonly close: () => void
  readonly finish: (confirmed: { batch: string; confirmed: number }) => void
}

/** What would be put on record, from the server's own rehearsal; what cannot be is named and left out. */
export function ConfirmPanel({ items, close, finish }: ConfirmPanelProps) {
  const { t, of } = useText()
  const preview = useQuery({
    queryKey: ['preview', items],
    queryFn: () => ask('POST /api/lines/confirmations/preview', { body: { items: [...items] } }),
    staleTime: 0,
  })
  const { confirm, send } = useConfirm(finish)
  useEscape(close)
  if (preview.data === undefined) return preview.error === null ? <Wait lines={4} /> : <Wrong error={preview.error} />
  const { ready, refused } = preview.data
  return (
    <section className="card" aria-labelledby="preview">
      <h2 id="preview">{t('gap.previewTitle', { count: ready.length })}</h2>
      {refused.length === 0 ? null : (
        <div className="notice amber">
          <p>{t('gap.refused', { count: refused.length })}</p>
          <ul>
            {refused.map((one) => (
              <li key={one.code}>{of(one.messages)}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="row">
        <button
          type="button"
          className="button go"
          disabled={ready.length === 0 || confirm.isUnderWay}
          onClick={() => void send(ready.map(({ code, bodyId }) => ({ code, bodyId })))}
        >
          {t('gap.confirm', { count: ready.length })}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('gap.cancel')}
        </button>
      </div>
      <Wrong error={confirm.error} />
      <ListTable
        caption={t('gap.previewTitle', { count: ready.length })}
        rows={ready}
        keyOf={({ code }) => code}
        columns={[
          { key: 'name', head: t('gap.name'), names: true, cell: ({ name }) => name },
          { key: 'body', head: t('load.body'), cell: ({ bodyName }) => bodyName },
          {
            key: 'how',
            head: t('gap.proposal'),
            isShort: true,
            cell: ({ isProposed }) => t(isProposed ? 'gap.asProposed' : 'gap.otherBody'),
          },
        ]}
      />
    </section>
  )
}

function useConfirm(finish: ConfirmPanelProps['finish']) {
  const queries = useQueryClient()
  const confirm = useSubmission((items: Item[], key) => ask('POST /api/lines/confirmations', { body: { items }, key }))
  const send = async (items: Item[]) => {
    const reply = await confirm.submit(items)
    if (reply === undefined) return
    finish(reply)
    await queries.invalidateQueries()
  }
  return { confirm, send }
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [close])
}
