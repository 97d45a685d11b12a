import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'

/** Steps in words while the server works; the page may be closed and opened again meanwhile. */
export function BatchProgress({ state }: { readonly state: Batch['state'] }) {
  const { t } = useText()
  return (
    <output className="notice">
      <strong>{t(state === 'checking' ? 'import.checking' : 'import.importing')}</strong>
      <span>{t('import.mayClose')}</span>
      <progress aria-label={t(state === 'checking' ? 'import.checking' : 'import.importing')} />
    </output>
  )
}
