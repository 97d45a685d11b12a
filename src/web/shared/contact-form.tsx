import { useState } from 'react'
import { ask, type Reply } from './ask.ts'
import { Failure } from './failure.tsx'
import { useText } from './text.ts'
import { usePanel, useWrite } from './use-write.ts'

type Contact = NonNullable<Reply<'GET /api/organizations/:id/liaison'>['contact']>
type Sent = { readonly name: string; readonly post: string; readonly phone: string; readonly from: string }

export type ContactFormProps = {
  readonly code: string
  readonly contact: Contact | null
  readonly today: string
  readonly close: () => void
}

/** Names the contact of an organization. Another day makes a new row; the same day corrects. */
export function ContactForm({ code, contact, today, close }: ContactFormProps) {
  const { t } = useText()
  const [form, setForm] = useState<Sent>({
    name: contact?.name ?? '',
    post: contact?.post ?? '',
    phone: '',
    from: today,
  })
  const change = (more: Partial<Sent>) => setForm({ ...form, ...more })
  const box = usePanel<HTMLFormElement>(close)
  const name = useWrite(
    (sent: Sent, key) =>
      ask('PUT /api/organizations/:id/contact', {
        params: { id: code },
        body: {
          name: sent.name,
          from: sent.from,
          seen: contact?.version ?? 0,
          ...(sent.post.trim() === '' ? {} : { post: sent.post.trim() }),
          ...(sent.phone.trim() === '' ? {} : { phone: sent.phone.trim() }),
        },
        key,
      }),
    close,
  )
  return (
    <form
      className="card fields"
      aria-label={t('panel.nameContact')}
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        name.write(form)
      }}
    >
      <label>
        <span>{t('liaison.name')}</span>
        <input
          type="text"
          required
          maxLength={60}
          autoComplete="off"
          value={form.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <label>
        <span>{t('panel.post')}</span>
        <input
          type="text"
          maxLength={60}
          value={form.post}
          onChange={(event) => change({ post: event.target.value })}
        />
      </label>
      <label>
        <span>{t(contact === null ? 'liaison.phone' : 'liaison.phoneKeep')}</span>
        <input
          type="tel"
          pattern="[0-9+() \-]{3,40}"
          autoComplete="off"
          value={form.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </label>
      <label>
        <span>{t('liaison.fromDay')}</span>
        <input
          type="date"
          required
          min={contact?.from}
          value={form.from}
          onChange={(event) => change({ from: event.target.value })}
        />
      </label>
      {name.error === null ? null : <Failure error={name.error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={name.isUnderWay}>
          {t('liaison.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
