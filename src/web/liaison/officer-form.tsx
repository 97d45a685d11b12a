import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { usePanel, useWrite } from '../shared/use-write.ts'
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
  const bodies = useAsk('GET /api/bodies', { query: {} }).data?.bodies ?? []
  const [form, setForm] = useState<Sent>(officer === undefined ? BLANK : formOf(officer))
  const isNew = officer === undefined
  const title = t(isNew ? 'liaison.addTitle' : 'liaison.editTitle')
  const box = usePanel<HTMLFormElement>(close)
  const save = useWrite((sent: Sent, key) => sendOfficer(officer, sent, key), close)
  const change = (more: Partial<Sent>) => setForm({ ...form, ...more })
  return (
    <form
      className="card fields"
      aria-label={title}
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        save.write(form)
      }}
    >
      <h2 tabIndex={-1}>{title}</h2>
      {isNew ? (
        <label>
          <span>{t('liaison.body')}</span>
          <select required value={form.body} onChange={(event) => change({ body: event.target.value })}>
            <option value="">{t('case.choose')}</option>
            {bodies.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
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
        <span>{t(isNew ? 'liaison.phone' : 'liaison.phoneKeep')}</span>
        <input
          type="tel"
          pattern="[0-9+() \-]{3,40}"
          autoComplete="off"
          value={form.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </label>
      <label>
        <span>{t('liaison.desk')}</span>
        <input
          type="text"
          maxLength={60}
          value={form.desk}
          onChange={(event) => change({ desk: event.target.value })}
        />
      </label>
      <label className="choice">
        <input type="checkbox" checked={form.isMe} onChange={(event) => change({ isMe: event.target.checked })} />
        {t('liaison.isMe')}
      </label>
      {save.error === null ? null : <Failure error={save.error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={save.isUnderWay}>
          {t('liaison.save')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
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
