import { useState } from 'react'
import { PHONE_PURPOSES, type PhonePurpose } from '../../domain/liaison.ts'
import { ask } from './ask.ts'
import { Failure } from './failure.tsx'
import { useSession } from './session.ts'
import { useText } from './text.ts'
import { useSubmission } from './use-submission.ts'

export type PhoneRevealProps = {
  readonly of: 'contact' | 'officer'
  readonly id: number
  readonly masked: string | null
}

/** A masked number; whoever says what for sees it in full, which is put on record. It is kept nowhere else. */
export function PhoneReveal({ of, id, masked }: PhoneRevealProps) {
  const { t } = useText()
  const mayTakePart = useSession().data?.roles.some((role) => role !== 'reader') === true
  const [isAsking, setAsking] = useState(false)
  const [phone, setPhone] = useState<string | undefined>(undefined)
  const read = useSubmission((purpose: PhonePurpose) =>
    ask('GET /api/liaison/phones/:id', { params: { id: String(id) }, query: { of, purpose } }),
  )
  const show = async (purpose: PhonePurpose): Promise<void> => {
    const reply = await read.submit(purpose)
    if (reply?.phone !== undefined && reply.phone !== null) setPhone(reply.phone)
  }
  if (masked === null) return <small>{t('phone.none')}</small>
  if (phone !== undefined) return <a href={`tel:${phone.replace(/[^0-9+]/g, '')}`}>{phone}</a>
  return (
    <>
      <span className="short">{masked}</span>{' '}
      {mayTakePart && !isAsking ? (
        <button type="button" className="button bare no-print" onClick={() => setAsking(true)}>
          {t('phone.read')}
        </button>
      ) : null}
      {isAsking ? (
        <label className="phone-purpose">
          <span>{t('phone.why')}</span>
          <select
            value=""
            disabled={read.isUnderWay}
            onChange={(event) => {
              const purpose = PHONE_PURPOSES.find((one) => one === event.target.value)
              if (purpose === undefined) return
              void show(purpose)
            }}
          >
            <option value="">{t('case.choose')}</option>
            {PHONE_PURPOSES.map((one) => (
              <option key={one} value={one}>
                {t(`phone.purpose.${one}`)}
              </option>
            ))}
          </select>
          <small>{t('phone.noted')}</small>
        </label>
      ) : null}
      {read.error === null ? null : <Failure error={read.error} />}
    </>
  )
}
