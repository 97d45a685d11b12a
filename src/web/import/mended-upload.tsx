import { newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'
import { useCheck } from './use-check.ts'

/** The mended file for the same day: what is imported already stays as it is. */
export function MendedUpload({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  const check = useCheck()
  const [only, another] = batch.sheets
  const sheet = only !== undefined && another === undefined ? only.sheet : ''
  return (
    <p className="row">
      <label className="button">
        {check.isPending ? t('import.sending') : t('import.mended')}
        <input
          type="file"
          multiple
          accept=".xlsx,.csv,.txt"
          className="unseen"
          disabled={check.isPending}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])]
            target.value = ''
            if (files.length > 0) {
              check.mutate({ key: newKey(), asOf: batch.asOf, sheet, files, corrects: batch.id })
            }
          }}
        />
      </label>
      <span className="note">{t('import.mendedNote')}</span>
      {check.error === null ? null : (
        <Failure
          error={check.error}
          kept={t('import.kept')}
          retry={() => check.variables && check.mutate(check.variables)}
        />
      )}
    </p>
  )
}
