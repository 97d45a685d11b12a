import { useState } from 'react'
import { ask, type Reply } from './ask.ts'
import { NameField, PersonForm, PhoneField, PostField } from './person-form.tsx'
import { useText } from './text.ts'
import { useWrite } from './use-write.ts'

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
    <PersonForm
      title={t('panel.nameContact')}
      isBusy={name.isUnderWay}
      error={name.error}
      save={() => name.write(form)}
      close={close}
    >
      <NameField value={form.name} change={(said) => change({ name: said })} />
      <PostField label={t('panel.post')} value={form.post} change={(post) => change({ post })} />
      <PhoneField value={form.phone} change={(phone) => change({ phone })} isNew={contact === null} />
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
    </PersonForm>
  )
}
