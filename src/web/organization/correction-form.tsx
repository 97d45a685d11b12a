import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { SHEETS } from '../../domain/sheet.ts'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { factName, factText } from '../shared/fact-value.ts'
import type { Organization } from './record.ts'

const FIELDS = SHEETS.organizations.columns.filter(({ key }) => key !== 'code')

/** Says what is wrong on record and what it should say; the responsible body decides. */
export function CorrectionForm({ organization }: { readonly organization: Organization }) {
  const { t } = useText()
  return (
    <details className="card">
      <summary>{t('correction.ask')}</summary>
      <Sheet organization={organization} />
    </details>
  )
}

type Wrong = { readonly key: string; readonly to: string }

function Sheet({ organization }: { readonly organization: Organization }) {
  const { t } = useText()
  const [wrong, setWrong] = useState<readonly Wrong[]>([{ key: 'name', to: '' }])
  const [reason, setReason] = useState('')
  const send = useSend(organization.code)
  if (send.data !== undefined) return <Sent id={send.data.id} />
  const change = (at: number, one: Wrong) => setWrong(wrong.map((each, index) => (index === at ? one : each)))
  return (
    <form
      className="fields life-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) send.mutate({ fields: [...wrong], reason: reason.trim() })
      }}
    >
      {wrong.map((one, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no other name while they are typed
        <WrongField key={at} organization={organization} wrong={one} set={(next) => change(at, next)} />
      ))}
      <button type="button" className="button" onClick={() => setWrong([...wrong, { key: nextKey(wrong), to: '' }])}>
        {t('correction.more')}
      </button>
      <label>
        {t('correction.reason')}
        <textarea
          value={reason}
          required
          maxLength={2000}
          rows={3}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      {send.error === null ? null : <Failure error={send.error} kept={t('entry.kept')} />}
      <button type="submit" className="button go" disabled={send.isPending || reason.trim() === ''}>
        {t('correction.send')}
      </button>
    </form>
  )
}

function nextKey(wrong: readonly Wrong[]): string {
  return FIELDS.find(({ key }) => !wrong.some((one) => one.key === key))?.key ?? 'name'
}

function WrongField(props: {
  readonly organization: Organization
  readonly wrong: Wrong
  readonly set: (wrong: Wrong) => void
}) {
  const { t, language } = useText()
  const { organization, wrong, set } = props
  const held = organization.facts.find(({ key }) => key === wrong.key)?.value ?? null
  const words = { yes: t('yes'), no: t('no') }
  const column = FIELDS.find(({ key }) => key === wrong.key)
  return (
    <fieldset>
      <legend className="unseen">{t('correction.field')}</legend>
      <label>
        {t('correction.field')}
        <select value={wrong.key} onChange={({ target }) => set({ key: target.value, to: '' })}>
          {FIELDS.map(({ key }) => (
            <option key={key} value={key}>
              {factName(key, language)}
            </option>
          ))}
        </select>
      </label>
      <p className="note">{t('correction.now', { value: factText(wrong.key, held, language, words) ?? '—' })}</p>
      <label>
        {t('correction.to')}
        {column?.kind === 'choice' ? (
          <select value={wrong.to} required onChange={({ target }) => set({ ...wrong, to: target.value })}>
            <option value="">—</option>
            {column.choices.map(({ word, zh }) => (
              <option key={word} value={zh[0]}>
                {factText(wrong.key, word, language, words)}
              </option>
            ))}
          </select>
        ) : (
          <input
            type={column?.kind === 'day' ? 'date' : 'text'}
            value={wrong.to}
            required
            maxLength={400}
            onChange={({ target }) => set({ ...wrong, to: target.value })}
          />
        )}
      </label>
    </fieldset>
  )
}

function useSend(code: string) {
  const queries = useQueryClient()
  const [key] = useState(newKey)
  return useMutation({
    mutationFn: (body: { readonly fields: Wrong[]; readonly reason: string }) =>
      ask('POST /api/organizations/:id/corrections', { params: { id: code }, body, key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/cases'] }),
    retry: false,
  })
}

function Sent({ id }: { readonly id: string }) {
  const { t } = useText()
  return (
    <output className="notice">
      <p>
        <strong>{t('correction.sent')}</strong>
      </p>
      <Link to="/cases/$id" params={{ id }} className="button">
        {t('correction.open')}
      </Link>
    </output>
  )
}
