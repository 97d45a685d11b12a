import { useState } from 'react'
import { useText } from '../shared/text.ts'
import type { Issued } from './system.ts'

/** The token, this once: on the page alone, in no storage of the browser. */
export function IssuedToken({ issued, done }: { readonly issued: Issued; readonly done: () => void }) {
  const { t } = useText()
  const [isCopied, setCopied] = useState(false)
  const { token } = issued
  if (token === null) return <p className="notice amber">{t('system.notShown')}</p>
  const copy = () => void navigator.clipboard.writeText(token).then(() => setCopied(true))
  return (
    <div className="notice amber" role="alert">
      <p>
        <strong>{t('system.shownOnce')}</strong>
      </p>
      <p>
        <code style={{ overflowWrap: 'anywhere' }}>{token}</code>
      </p>
      <p>
        <button type="button" className="button go" onClick={copy}>
          {isCopied ? t('system.copied') : t('system.copy')}
        </button>{' '}
        <button type="button" className="button" onClick={done}>
          {t('system.done')}
        </button>
      </p>
    </div>
  )
}
