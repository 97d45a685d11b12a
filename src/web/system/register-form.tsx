import { useState } from 'react'
import { PERMITS, type Permit } from '../../domain/system.ts'
import { LINES } from '../../domain/organization.ts'
import { ask, type Input } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { lineName } from '../shared/names.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Issued } from './system.ts'

type Wanted = Input<'POST /api/systems'>['body']
type Props = { readonly perMinute: number; readonly today: string; readonly show: (issued: Issued) => void }

const EMPTY = { zh: '', en: '', contact: '', place: '', expiresOn: '', perMinute: '' }

/** Everything that a system needs; one grant, which the command line and the interface can make several. */
export function RegisterForm({ perMinute, today, show }: Props) {
  const { t, of } = useText()
  const [fields, setFields] = useState(EMPTY)
  const [permits, setPermits] = useState<readonly Permit[]>(['gate:check'])
  const [lines, setLines] = useState<readonly string[]>([])
  const places = useAsk('GET /api/places', { query: { to: 'township' } }).data?.places ?? []
  const { write, isUnderWay, error } = useWrite(
    (body: Wanted, key: string) => ask('POST /api/systems', { body, key }),
    (issued) => {
      show(issued)
      setFields(EMPTY)
      setLines([])
    },
  )
  const text = (key: keyof typeof EMPTY, label: string, more: object = {}) => (
    <label>
      {label}
      <input
        required
        maxLength={60}
        {...more}
        value={fields[key]}
        onChange={(event) => setFields({ ...fields, [key]: event.target.value })}
      />
    </label>
  )
  const wanted = (): Wanted => ({
    name: { zh: fields.zh, en: fields.en },
    contact: fields.contact,
    permits: [...permits],
    grants: [
      {
        place: fields.place === '' ? null : fields.place,
        lines: lines.length === 0 ? null : [...lines],
        from: today,
        to: null,
      },
    ],
    expiresOn: fields.expiresOn,
    perMinute: fields.perMinute === '' ? null : Number(fields.perMinute),
  })
  return (
    <section aria-labelledby="register-system">
      <h2 id="register-system">{t('system.add')}</h2>
      {error === null ? null : <Failure error={error} />}
      <form
        className="card fields"
        onSubmit={(event) => {
          event.preventDefault()
          write(wanted())
        }}
      >
        <div className="row">
          {text('zh', t('system.nameZh'))}
          {text('en', t('system.nameEn'))}
          {text('contact', t('system.contact'), { maxLength: 100, placeholder: t('system.contactHint') })}
        </div>
        <div className="row">
          <label>
            {t('system.place')}
            <select value={fields.place} onChange={(event) => setFields({ ...fields, place: event.target.value })}>
              <option value="">{t('system.wholeCity')}</option>
              {places.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {text('expiresOn', t('system.expires'), { type: 'date', min: today })}
          {text('perMinute', t('system.rate'), {
            type: 'number',
            min: 1,
            max: 100_000,
            required: false,
            placeholder: t('system.rateHint', { count: perMinute }),
          })}
        </div>
        <Boxes
          legend={t('system.permits')}
          words={PERMITS.map((one) => [one, t(`system.permit.${one}`)] as const)}
          chosen={permits}
          choose={setPermits}
        />
        <Boxes
          legend={t('system.lines')}
          words={LINES.map((line) => [line, of(lineName(line))] as const)}
          chosen={lines}
          choose={setLines}
        />
        <button type="submit" className="button go" disabled={isUnderWay || permits.length === 0}>
          {t('system.save')}
        </button>
      </form>
    </section>
  )
}

type BoxesProps<W extends string> = {
  readonly legend: string
  readonly words: readonly (readonly [W, string])[]
  readonly chosen: readonly string[]
  readonly choose: (chosen: readonly W[]) => void
}

function Boxes<W extends string>({ legend, words, chosen, choose }: BoxesProps<W>) {
  const isIn = (word: W) => chosen.includes(word)
  const turn = (word: W) => choose(words.map(([one]) => one).filter((one) => (one === word ? !isIn(one) : isIn(one))))
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="choices">
        {words.map(([word, label]) => (
          <label key={word} className="choice">
            <input type="checkbox" checked={isIn(word)} onChange={() => turn(word)} /> {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
