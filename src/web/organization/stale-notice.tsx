import { useState } from 'react'
import { differencesOf, rebased, type Cells } from '../../domain/entry.ts'
import { Loaded } from '../shared/loaded.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { EntryForm } from './entry.ts'
import { factName } from '../shared/fact-value.ts'

type Typed = { readonly seen: Cells; readonly mine: Cells }

/** Somebody else has changed the record: what they changed, beside mine, and what shall be kept of each. */
export function StaleNotice(props: {
  readonly code: string
  readonly asOf: string
  readonly typed: Typed
  readonly go: (form: EntryForm, cells: Cells) => void
}) {
  const { t } = useText()
  const { code, asOf, typed, go } = props
  const asked = useAsk('GET /api/organizations/:id/entry', { params: { id: code }, query: { asOf } })
  return (
    <section className="notice amber" role="alert" aria-labelledby="stale">
      <h2 id="stale">{t('entry.staleTitle')}</h2>
      <p>{t('entry.staleNote')}</p>
      <Loaded asked={asked} lines={3}>
        {(form) => <Differences form={form} typed={typed} go={(cells) => go(form, cells)} />}
      </Loaded>
    </section>
  )
}

function Differences(props: { readonly form: EntryForm; readonly typed: Typed; readonly go: (cells: Cells) => void }) {
  const { t, language } = useText()
  const { form, typed, go } = props
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const rows = differencesOf(typed.seen, form.cells, typed.mine)
  const choose = (key: string, isMine: boolean) =>
    setMine(new Set(isMine ? [...mine, key] : [...mine].filter((one) => one !== key)))
  return (
    <>
      <table className="list">
        <caption className="unseen">{t('entry.staleTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fact.name')}</th>
            <th scope="col">{t('entry.seen')}</th>
            <th scope="col">{t('entry.theirs')}</th>
            <th scope="col">{t('entry.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, seen, now, mine: typedText }) => (
            <tr key={key}>
              <th scope="row">{factName(key, language)}</th>
              <td data-head={t('entry.seen')}>{seen === '' ? '—' : seen}</td>
              <td data-head={t('entry.theirs')}>
                <label className="choice">
                  <input type="radio" name={key} checked={!mine.has(key)} onChange={() => choose(key, false)} />{' '}
                  {now === '' ? '—' : now}
                </label>
              </td>
              <td data-head={t('entry.mine')}>
                {typedText === seen ? (
                  t('entry.notTouched')
                ) : (
                  <label className="choice">
                    <input type="radio" name={key} checked={mine.has(key)} onChange={() => choose(key, true)} />{' '}
                    {typedText === '' ? '—' : typedText}
                  </label>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="button" onClick={() => go(rebased(typed.seen, form.cells, typed.mine, mine))}>
        {t('entry.rebase')}
      </button>
    </>
  )
}
