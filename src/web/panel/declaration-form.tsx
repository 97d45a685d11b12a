import { useState, type SubmitEvent } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import { readDeclaration, type Seat, type Served } from './seat.ts'

/** Before anything is shown: whether and until when one served there, other interest, and what standing back means. */
export function DeclarationForm({ seat }: { readonly seat: Seat }) {
  const { t } = useText()
  const today = useSession().data?.today ?? ''
  const [served, setServed] = useState<Served>()
  const [until, setUntil] = useState('')
  const [interest, setInterest] = useState<boolean>()
  const declare = useWrite(
    (body: { servedUntil: string | null; hasInterest: boolean }, key: string) =>
      ask('POST /api/panels/:id/declaration', { params: { id: seat.id }, body: { ...body, seen: seat.version }, key }),
    () => undefined,
  )
  const { isFull, servedUntil, isBack: back } = readDeclaration({ served, until, interest, today }, seat.recusalYears)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (isFull) declare.write({ servedUntil, hasInterest: interest === true })
  }
  return (
    <form className="card fields declaration" onSubmit={send}>
      <h2>{t('declare.title')}</h2>
      <p>{t('declare.why', { years: seat.recusalYears })}</p>
      <ServedFields name={seat.name} today={today} {...{ served, setServed, until, setUntil }} />
      <fieldset>
        <legend>{t('declare.interest')}</legend>
        {[false, true].map((one) => (
          <label key={String(one)} className="choice">
            <input type="radio" name="interest" required checked={interest === one} onChange={() => setInterest(one)} />
            {t(one ? 'declare.interest.yes' : 'declare.interest.no')}
          </label>
        ))}
      </fieldset>
      <output className={back ? 'notice amber' : 'note'}>{t(back ? 'declare.back' : 'declare.stays')}</output>
      <p className="row">
        <button type="submit" className={back ? 'button' : 'button go'} aria-disabled={declare.isUnderWay}>
          {t(back ? 'declare.sendBack' : 'declare.send')}
        </button>
      </p>
      {declare.error === null ? null : <Failure error={declare.error} />}
    </form>
  )
}

type ServedProps = {
  readonly name: string
  readonly today: string
  readonly served: Served | undefined
  readonly setServed: (served: Served) => void
  readonly until: string
  readonly setUntil: (day: string) => void
}

function ServedFields({ name, today, served, setServed, until, setUntil }: ServedProps) {
  const { t } = useText()
  return (
    <>
      <fieldset>
        <legend>{t('declare.served', { name: name })}</legend>
        {(['never', 'until', 'now'] as const).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="served" required checked={served === one} onChange={() => setServed(one)} />
            {t(`declare.served.${one}`)}
          </label>
        ))}
      </fieldset>
      {served === 'until' ? (
        <label>
          {t('declare.until')}
          <input type="date" required max={today} value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
      ) : null}
    </>
  )
}
