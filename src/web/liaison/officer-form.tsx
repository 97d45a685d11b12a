import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { BodySelect } from '../shared/body-select.tsx'
import { NameField, PersonForm, PhoneField, PostField } from '../shared/person-form.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import type { OfficerRow } from './officer-row.ts'

type Sent = {
  readonly body: string
  readonly name: string
  readonly phone: string
  readonly desk: string
  readonly isMe: boolean
}

const BLANK: Sent = { body: '', name: '', phone: '', desk: '', isMe: false }

function formOf({ bodyKey, name, desk, isMe }: OfficerRow): Sent {
  return { body: bodyKey, name, phone: '', desk: desk ?? '', isMe }
}

/** Puts an officer on record, or corrects one. A telephone number that is left blank stays as it is. */
export function OfficerForm({ officer, close }: { readonly officer?: OfficerRow; readonly close: () => void }) {
  const { t } = useText()
  const id = useId()
  const [form, setForm] = useState<Sent>(officer === undefined ? BLANK : formOf(officer))
  const isNew = officer === undefined
  const save = useWrite((sent: Sent, key) => sendOfficer(officer, sent, key), close)
  const change = (more: Partial<Sent>) => setForm({ ...form, ...more })
  return (
    <PersonForm
      title={t(isNew ? 'liaison.addTitle' : 'liaison.editTitle')}
      isBusy={save.isUnderWay}
      error={save.error}
      save={() => save.write(form)}
      close={close}
    >
      {isNew ? (
        <label htmlFor={id}>
          <span>{t('liaison.body')}</span>
          <BodySelect id={id} value={form.body} change={(body) => change({ body })} />
        </label>
      ) : null}
      <NameField value={form.name} change={(name) => change({ name })} />
      <PhoneField value={form.phone} change={(phone) => change({ phone })} isNew={isNew} />
      <PostField label={t('liaison.desk')} value={form.desk} change={(desk) => change({ desk })} />
      <label className="choice">
        <input type="checkbox" checked={form.isMe} onChange={(event) => change({ isMe: event.target.checked })} />
        {t('liaison.isMe')}
      </label>
    </PersonForm>
  )
}

/** Blank fields are left out. */
async function sendOfficer(
  officer: OfficerRow | undefined,
  { body, name, phone, desk, isMe }: Sent,
  key: string,
): Promise<object> {
  const said = {
    name,
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(desk.trim() === '' ? {} : { desk: desk.trim() }),
  }
  if (officer === undefined) return ask('POST /api/liaison/officers', { body: { ...said, body, isMe }, key })
  const changed = isMe === officer.isMe ? {} : { isMe }
  return ask('PUT /api/liaison/officers/:id', {
    params: { id: String(officer.id) },
    body: { ...said, ...changed, seen: officer.version },
    key,
  })
}
