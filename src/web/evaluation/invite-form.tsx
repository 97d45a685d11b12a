import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask, newKey } from '../shared/ask.ts'
import { isAskError } from '../shared/ask-error.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import type { Text } from '../../domain/refusal.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSettled } from '../shared/use-settled.ts'
import type { CallDetail } from './call.ts'

/** One that was chosen; undefined is not asked yet, null is invited, a text is why not. Its key stays for a second try. */
type Chosen = { readonly code: string; readonly name: string; readonly key: string; readonly told?: Text | null }

/** Organizations found by name or code, chosen one after another, and invited together; each tells how it went. */
export function InviteForm({ call }: { readonly call: CallDetail }) {
  const { t } = useText()
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const { invite, isBusy } = useInvite(call.id, setChosen)
  const waiting = chosen.filter((one) => one.told !== null)
  const choose = (code: string, name: string) =>
    setChosen((before) =>
      before.some((one) => one.code === code) ? before : [...before, { code, name, key: newKey() }],
    )
  return (
    <section className="no-print" aria-labelledby="invite">
      <h2 id="invite">{t('call.invite')}</h2>
      <form
        className="card fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void invite(waiting)
        }}
      >
        <p className="note">{t('call.inviteMeans')}</p>
        <Finder choose={choose} />
        {chosen.length === 0 ? null : (
          <>
            <ul className="findings" aria-label={t('call.chosen')}>
              {chosen.map((one) => (
                <ChosenItem
                  key={one.code}
                  one={one}
                  remove={() => setChosen((before) => before.filter((other) => other.code !== one.code))}
                />
              ))}
            </ul>
            <div>
              <button type="submit" className="button go" disabled={isBusy || waiting.length === 0}>
                {t('call.inviteNow', { count: waiting.length })}
              </button>
            </div>
          </>
        )}
      </form>
    </section>
  )
}

type SetChosen = (change: (before: readonly Chosen[]) => readonly Chosen[]) => void

function useInvite(id: string, setChosen: SetChosen) {
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const invite = async (waiting: readonly Chosen[]) => {
    setBusy(true)
    try {
      for (const { code, key } of waiting) {
        const told = await inviteOne(id, code, key)
        setChosen((before) => before.map((one) => (one.code === code ? { ...one, told } : one)))
      }
    } finally {
      setBusy(false)
    }
    await queries.invalidateQueries()
  }
  return { invite, isBusy }
}

async function inviteOne(id: string, code: string, key: string): Promise<Text | null> {
  try {
    await ask('POST /api/evaluation-calls/:id/invitations', { params: { id }, body: { code }, key })
    return null
  } catch (error) {
    if (isAskError(error)) return error.messages
    throw error
  }
}

function ChosenItem({ one, remove }: { readonly one: Chosen; readonly remove: () => void }) {
  const { t, of } = useText()
  const { name, code, told } = one
  return (
    <li>
      <p>
        {name} <span className="code">{code}</span>{' '}
        {told === null ? <StateWord tone="leaf" word={t('call.invited')} /> : null}
        {told === null ? null : (
          <button type="button" className="link" aria-label={t('call.removeOf', { name })} onClick={remove}>
            {t('call.remove')}
          </button>
        )}
      </p>
      {told === null || told === undefined ? null : (
        <p className="wrong" role="alert">
          {of(told)}
        </p>
      )}
    </li>
  )
}

const FOUND = 8

/** A field that finds organizations by name, pinyin or code; a press on one chooses it. */
function Finder({ choose }: { readonly choose: (code: string, name: string) => void }) {
  const { t } = useText()
  const id = useId()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 200)
  const asked = useAsk('GET /api/organizations', { query: { q, limit: FOUND } }, { enabled: q !== '', keep: true })
  const found = q === '' || typed.trim() === '' ? undefined : asked.data
  return (
    <>
      <label htmlFor={id}>{t('call.find')}</label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        maxLength={100}
        size={40}
        value={typed}
        placeholder={t('search.hint')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          const [first] = found?.organizations ?? []
          if (first !== undefined) choose(first.code, first.name)
        }}
      />
      {found === undefined ? null : (
        <>
          <output className="note">
            {found.total === 0 ? t('search.none') : t('call.found', { count: found.total })}
          </output>
          <ul className="plain-list found">
            {found.organizations.map(({ code, name, placeName }) => (
              <li key={code}>
                <button type="button" className="link" onClick={() => choose(code, name)}>
                  {name}
                </button>{' '}
                <small className="beside">
                  <span className="code">{code}</span> {placeName}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
