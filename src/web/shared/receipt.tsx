import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ask, newKey } from './ask.ts'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'

export type ReceiptProps = {
  /** The batch that was stated: what can be taken back. */
  readonly batch: string
  readonly said: string
  readonly children?: ReactNode
}

/** What was put on record, with the way to take it back whole. */
export function Receipt({ batch, said, children }: ReceiptProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [key] = useState(newKey)
  const undo = useMutation({
    mutationFn: () => ask('POST /api/entries/:id/undo', { params: { id: batch }, key }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <output className="notice receipt">
      <p>
        <strong>{undo.isSuccess ? t('receipt.undone') : said}</strong>
      </p>
      <span className="row">
        {children}
        {undo.isSuccess ? null : (
          <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate()}>
            {t('receipt.undo')}
          </button>
        )}
      </span>
      {undo.error === null ? null : <Failure error={undo.error} />}
    </output>
  )
}
