import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { ask, newKey } from '../shared/ask.ts'
import { LanguageButton } from '../shared/bar-buttons.tsx'
import { Failure } from '../shared/failure.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'

/** Ends the mails, without signing in. */
export function StopPage() {
  return <LinkPage kind="stop" />
}

/** Confirms an address, without signing in. */
export function ConfirmPage() {
  return <LinkPage kind="confirm" />
}

/** A page does nothing by being opened: programs that look at the links of mails open them too. A press acts. */
function LinkPage({ kind }: { readonly kind: 'stop' | 'confirm' }) {
  const { t } = useText()
  const { hash } = useLocation()
  const follow = useMutation({
    mutationFn: ({ key, token }: { readonly key: string; readonly token: string }) =>
      kind === 'stop'
        ? ask('POST /api/mail/stop', { body: { token }, key })
        : ask('POST /api/mail/confirm', { body: { token }, key }),
  })
  return (
    <main className="alone">
      <p className="sign-in-bar">
        <span className="mark">{t('product')}</span>
        <LanguageButton />
      </p>
      <PageHead title={t(`mail.${kind}.title`)} lead={follow.isSuccess ? undefined : t(`mail.${kind}.lead`)} />
      {follow.error === null ? null : <Failure error={follow.error} />}
      {follow.isSuccess ? (
        <>
          <output className="notice">{t(`mail.${kind}.done`)}</output>
          <Link to="/notices/settings" className="button">
            {t('mail.toSystem')}
          </Link>
        </>
      ) : hash === '' ? (
        <p className="notice amber">{t('mail.noLink')}</p>
      ) : (
        <button
          type="button"
          className="button go"
          disabled={follow.isPending}
          onClick={() => follow.mutate({ key: newKey(), token: hash })}
        >
          {t(`mail.${kind}.act`)}
        </button>
      )}
    </main>
  )
}
