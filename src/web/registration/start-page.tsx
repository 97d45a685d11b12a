import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { REGISTRATION_ACT_NAMES, REGISTRATION_ACTS, type RegistrationAct } from '../../domain/gate-registration.ts'
import { ask, type Input } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { Failure } from '../shared/failure.tsx'
import { kindName } from '../shared/names.ts'
import { PageHead } from '../shared/page-head.tsx'
import { usePlaces } from '../shared/places.ts'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'

type Start = NonNullable<Input<'POST /api/registrations'>['body']>
type Words = Readonly<Record<string, string>>

const NEW: readonly RegistrationAct[] = ['founding', 'filing']
const KINDS = ['association', 'service', 'foundation'] as const
const CHANGEABLE = ['name', 'placeCode', 'address', 'supervisingUnit', 'industry'] as const

/** A registration begins: the act, and the organization on the register or what is known of the one to be founded. */
export function StartPage() {
  const { t } = useText()
  const { org = '' } = useSearch({ from: '/in/registrations/new' })
  return (
    <>
      <p className="back">
        <Link to="/registrations">{t('registration.back')}</Link>
      </p>
      <PageHead title={t('registration.new')} lead={t('registration.newLead')} />
      <StartForm key={org} code={org} />
    </>
  )
}

function StartForm({ code }: { readonly code: string }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const [act, setAct] = useState<RegistrationAct>(code === '' ? 'founding' : 'change')
  const [words, setWords] = useState<Words>({ organization: code })
  const start = useWrite(
    (body: Start, key) => ask('POST /api/registrations', { body, key }),
    ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
  )
  const set = (key: string, value: string) => setWords({ ...words, [key]: value })
  return (
    <form
      className="card fields wide-fields"
      onSubmit={(event) => {
        event.preventDefault()
        start.write(bodyOf(act, words))
      }}
    >
      <fieldset>
        <legend>{t('registration.act')}</legend>
        {REGISTRATION_ACTS.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name="act" checked={each === act} onChange={() => setAct(each)} />
            <span>{of(begun(REGISTRATION_ACT_NAMES[each]))}</span>
          </label>
        ))}
      </fieldset>
      <Word
        label={t(NEW.includes(act) ? 'registration.onRegister' : 'registration.code')}
        value={words['organization'] ?? ''}
        isNeeded={!NEW.includes(act)}
        set={(value) => set('organization', value)}
      />
      {NEW.includes(act) && (words['organization'] ?? '') !== '' ? null : <Details act={act} words={words} set={set} />}
      <button type="submit" className="button go" disabled={start.isUnderWay}>
        {t('registration.begin')}
      </button>
      {start.error === null ? null : <Failure error={start.error} kept={t('case.kept')} />}
    </form>
  )
}

type DetailsProps = {
  readonly act: RegistrationAct
  readonly words: Words
  readonly set: (key: string, value: string) => void
}

/** What is known of the one to be founded, or what a change changes. */
function Details({ act, words, set }: DetailsProps) {
  const { t, of } = useText()
  if (act === 'deregistration') return null
  const isNew = NEW.includes(act)
  const field = (key: string) => ({ value: words[key] ?? '', set: (value: string) => set(key, value) })
  return (
    <>
      {isNew ? null : <p className="note">{t('registration.changes')}</p>}
      <Word label={t('registration.name')} isNeeded={isNew} {...field('name')} />
      {act === 'founding' ? (
        <label>
          {t('registration.kind')}
          <select required value={words['kind'] ?? ''} onChange={(event) => set('kind', event.target.value)}>
            <option value="">{t('case.choose')}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {of(kindName(kind))}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <PlaceField isNeeded={isNew} {...field('placeCode')} />
      <Word label={t('registration.address')} {...field('address')} />
      {act === 'filing' ? null : <Word label={t('registration.unit')} {...field('supervisingUnit')} />}
      <Word label={t('registration.industry')} {...field('industry')} />
    </>
  )
}

type WordProps = {
  readonly value: string
  readonly isNeeded?: boolean
  readonly set: (value: string) => void
}

function Word({ label, value, isNeeded = false, set }: WordProps & { readonly label: string }) {
  return (
    <label>
      {label}
      <input required={isNeeded} maxLength={200} value={value} onChange={(event) => set(event.target.value)} />
    </label>
  )
}

function PlaceField({ value, isNeeded = false, set }: WordProps) {
  const { t } = useText()
  const places = usePlaces(undefined)
  return (
    <label>
      {t('registration.district')}
      <select required={isNeeded} value={value} onChange={(event) => set(event.target.value)}>
        <option value="">{t('case.choose')}</option>
        {places.map(({ code, name, level }) => (
          <option key={code} value={code}>
            {level === 'township' ? `　${name}` : name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Only what the act asks for; blank is left out. */
function bodyOf(act: RegistrationAct, words: Words): Start {
  const word = (key: string) => (words[key] ?? '').trim()
  const organization = word('organization')
  if (!NEW.includes(act)) {
    const fields = CHANGEABLE.map((key) => ({ key, to: word(key) })).filter(({ to }) => to !== '')
    return { act, organization, ...(act === 'deregistration' ? {} : { fields }) }
  }
  if (organization !== '') return { act, organization }
  const kind = KINDS.find((each) => each === word('kind'))
  const told = CHANGEABLE.map((key) => [key, word(key)] as const).filter(([, value]) => value !== '')
  return { act, ...(act === 'founding' && kind !== undefined ? { kind } : {}), ...Object.fromEntries(told) }
}
