import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'

/** Steps in words while the server works; the page may be closed and opened again meanwhile. */
export function BatchProgress({ state }: { readonly state: Batch['state'] }) {
  const { t } = useText()
  return (
    <div className="notice" role="status">
      <p>
        <strong>{t(state === 'checking' ? 'import.checking' : 'import.importing')}</strong>
      </p>
      <p>{t('import.mayClose')}</p>
      <progress aria-label={t(state === 'checking' ? 'import.checking' : 'import.importing')} />
    </div>
  )
}
