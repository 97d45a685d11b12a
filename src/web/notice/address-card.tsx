import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, newKey, type Reply } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'

type Settings = Reply<'GET /api/notice-settings'>

/** My address: named, confirmed by the link that was sent to it, changed, forgotten. */
export function AddressCard({ settings }: { readonly settings: Settings }) {
  const { t } = useText()
  const { address, pendingAddress, isLinkSent } = settings
  const hasNone = address === null && pendingAddress === null
  const [isOpen, setOpen] = useState(hasNone)
  const forget = useForget(() => setOpen(true))
  return (
    <section className="card fields" aria-labelledby="address">
      <h2 id="address">{t('setting.address')}</h2>
      {address === null ? null : <p className="setting-state">{t('setting.confirmed', { address })}</p>}
      {pendingAddress === null || isOpen ? null : (
        <p className="notice amber setting-state">
          {t(isLinkSent ? 'setting.pending' : 'setting.notSent', { address: pendingAddress })}
        </p>
      )}
      <p className="note">{t('setting.addressNote')}</p>
      {isOpen ? (
        <AddressForm before={pendingAddress ?? ''} sent={() => setOpen(false)} />
      ) : (
        <div className="row">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {t(pendingAddress === null ? 'setting.change' : 'setting.again')}
          </button>
          <button
            type="button"
            className="button"
            disabled={forget.isPending}
            onClick={() => forget.mutate({ key: newKey() })}
          >
            {t('setting.forget')}
          </button>
        </div>
      )}
      {forget.error === null ? null : <Failure error={forget.error} />}
    </section>
  )
}

function useForget(done: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key }: { readonly key: string }) => ask('DELETE /api/notice-settings/address', { key }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/notice-settings'] })
      done()
    },
  })
}

function AddressForm({ before, sent }: { readonly before: string; readonly sent: () => void }) {
  const { t } = useText()
  const [address, setAddress] = useState(before)
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: ({ key, to }: { readonly key: string; readonly to: string }) =>
      ask('PUT /api/notice-settings/address', { body: { address: to }, key }),
    onSuccess: sent,
    onSettled: () => queries.invalidateQueries({ queryKey: ['GET /api/notice-settings'] }),
  })
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ key: newKey(), to: address })
      }}
    >
      <label>
        {t('setting.address')}
        <input
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      {send.error === null ? null : <Failure error={send.error} kept={t('setting.kept')} />}
      <button type="submit" className="button go" disabled={send.isPending}>
        {send.isPending ? t('setting.sending') : t('setting.sendLink')}
      </button>
    </form>
  )
}
