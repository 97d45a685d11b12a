import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'

export type AcceptedWord = Batch['overrides'][number]

/** Has the batch checked again with these words in place of what was read. */
export function useWords(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, words }: { readonly key: string; readonly words: readonly AcceptedWord[] }) =>
      ask('PUT /api/imports/:id/words', { params: { id }, body: { words: [...words] }, key }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/imports/:id'] }),
  })
}

/** The words that were accepted for this import, each to be taken back. */
export function AcceptedWords({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const save = useWords(batch.id)
  if (batch.overrides.length === 0) return null
  return (
    <section aria-labelledby="accepted">
      <h2 id="accepted">{t('import.accepted')}</h2>
      <ul>
        {batch.overrides.map((word) => (
          <li key={`${word.sheet} ${word.column} ${word.read}`}>
            {t('import.acceptedWord', { sheet: word.sheet, read: word.read, value: word.value })}{' '}
            {batch.state === 'checked' ? (
              <button
                type="button"
                className="button bare"
                disabled={save.isPending}
                onClick={() => save.mutate({ key: newKey(), words: batch.overrides.filter((one) => one !== word) })}
              >
                {t('import.acceptedDrop')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {save.error === null ? null : (
        <Failure
          error={save.error}
          kept={t('import.actKept')}
          retry={() => save.variables && save.mutate(save.variables)}
        />
      )}
    </section>
  )
}
