import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { lineName } from '../shared/names.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Issued, System } from './system.ts'

type Props = {
  readonly systems: readonly System[]
  readonly perMinute: number
  readonly show: (issued: Issued) => void
}
type Chosen = { readonly system: System; readonly act: 'rotate' | 'revoke' }

const TONES = { active: 'leaf', expiring: 'amber', expired: 'brick', revoked: 'plain' } as const

export function SystemTable({ systems, perMinute, show }: Props) {
  const { t, of, language } = useText()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <>
      {chosen === null ? null : <ActForm chosen={chosen} show={show} close={() => setChosen(null)} />}
      <ListTable<System>
        caption={t('system.list')}
        rows={systems}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', head: t('system.name'), names: true, cell: ({ name }) => of(name) },
          { key: 'contact', head: t('system.contact'), cell: ({ contact }) => contact },
          {
            key: 'permits',
            head: t('system.permits'),
            cell: ({ permits }) => permits.map((one) => t(`system.permit.${one}`)).join(t('comma')),
          },
          { key: 'where', head: t('system.where'), cell: ({ grants }) => <Where grants={grants} /> },
          {
            key: 'state',
            head: t('system.state'),
            isShort: true,
            cell: ({ state }) => <StateWord tone={TONES[state]} word={t(`system.state.${state}`)} />,
          },
          {
            key: 'expires',
            head: t('system.expires'),
            isShort: true,
            cell: ({ expiresOn }) => dayText(expiresOn, language),
          },
          { key: 'tokens', head: t('system.tokens'), cell: ({ tokens }) => <Tokens tokens={tokens} /> },
          { key: 'rate', head: t('system.rate'), isNumber: true, cell: (one) => one.perMinute ?? perMinute },
          { key: 'act', head: t('system.act'), cell: (one) => <Acts system={one} choose={setChosen} /> },
        ]}
      />
    </>
  )
}

function Where({ grants }: Pick<System, 'grants'>) {
  const { t, of } = useText()
  const words = grants.map(({ place, placeName, lines }) => {
    const where = placeName ?? place ?? t('system.wholeCity')
    return lines === null ? where : `${where} (${lines.map((line) => of(lineName(line))).join(t('comma'))})`
  })
  return <>{words.join(t('comma'))}</>
}

function Tokens({ tokens }: Pick<System, 'tokens'>) {
  const { t, language } = useText()
  return (
    <>
      {tokens
        .filter(({ isGood }) => isGood)
        .map(({ hint, endsOn, lastUsedOn }) => {
          const used =
            lastUsedOn === null ? t('system.unused') : t('system.used', { day: dayText(lastUsedOn, language) })
          return (
            <div key={hint}>
              {t('system.token', { hint, used })}
              {endsOn === null ? null : <small> {t('system.until', { day: dayText(endsOn, language) })}</small>}
            </div>
          )
        })}
    </>
  )
}

function Acts({ system, choose }: { readonly system: System; readonly choose: (chosen: Chosen) => void }) {
  const { t, of } = useText()
  if (system.state === 'revoked') return null
  const name = of(system.name)
  return (
    <div className="acts">
      <button
        type="button"
        className="button"
        aria-label={t('system.rotateOf', { name })}
        onClick={() => choose({ system, act: 'rotate' })}
      >
        {t('system.rotate')}
      </button>
      <button
        type="button"
        className="button"
        aria-label={t('system.revokeOf', { name })}
        onClick={() => choose({ system, act: 'revoke' })}
      >
        {t('system.revoke')}
      </button>
    </div>
  )
}

type ActProps = { readonly chosen: Chosen; readonly show: (issued: Issued) => void; readonly close: () => void }

/** Days of overlap for a new token, or the reason of a revocation; nothing happens before it is sent. */
function ActForm({ chosen: { system, act }, show, close }: ActProps) {
  const { t, of } = useText()
  const [days, setDays] = useState(7)
  const [reason, setReason] = useState('')
  const params = { id: system.id }
  const { write, isUnderWay, error } = useWrite(
    (_: null, key: string): Promise<Issued | null> =>
      act === 'rotate'
        ? ask('POST /api/systems/:id/tokens', { params, body: { overlapDays: days }, key })
        : ask('POST /api/systems/:id/revocation', { params, body: { reason }, key }).then(() => null),
    (issued) => {
      if (issued !== null) show(issued)
      close()
    },
  )
  const title = t(act === 'rotate' ? 'system.rotateOf' : 'system.revokeOf', { name: of(system.name) })
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        write(null)
      }}
    >
      <h3>{title}</h3>
      {error === null ? null : <Failure error={error} />}
      {act === 'rotate' ? (
        <label>
          {t('system.overlap')}
          <input
            type="number"
            min={0}
            max={60}
            value={days}
            onChange={(event) => setDays(Number(event.target.value))}
          />
        </label>
      ) : (
        <>
          <p className="note">{t('system.revokeNote')}</p>
          <label>
            {t('system.reason')}
            <input required maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
        </>
      )}
      <div>
        <button type="submit" className="button go" disabled={isUnderWay}>
          {t(act === 'rotate' ? 'system.rotate' : 'system.revoke')}
        </button>{' '}
        <button type="button" className="button" onClick={close}>
          {t('system.cancel')}
        </button>
      </div>
    </form>
  )
}
