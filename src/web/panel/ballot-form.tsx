import { useState, type SubmitEvent } from 'react'
import { BALLOTS, type Ballot } from '../../domain/evaluation-panel.ts'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { FoundScore } from '../shared/found-score.tsx'
import { pointsText } from '../shared/points.ts'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'
import { SheetTable } from './sheet-table.tsx'
import type { Evidence, Seat } from './seat.ts'

type Props = { readonly seat: Seat; readonly evidence: Evidence; readonly review: Seat['review'] }

/** The review panel: why a review is asked for, what was found, and the signed ballot with its reason. */
export function BallotForm({ seat, evidence, review }: Props) {
  const { t } = useText()
  const found = review?.found ?? null
  return (
    <>
      <section className="card">
        <h2>{t('ballot.grounds')}</h2>
        <p className="as-typed">{review === null || review.grounds === '' ? '—' : review.grounds}</p>
      </section>
      {found === null ? null : <FoundScore sheet={evidence.sheet} found={found} />}
      <BallotCard seat={seat} />
      <SheetTable
        evidence={evidence}
        beside={[
          {
            key: 'mean',
            head: t('ballot.mean'),
            isNumber: true,
            cell: ({ id }) => (found?.means[id] === undefined ? '—' : pointsText(found.means[id])),
          },
          {
            key: 'reasons',
            head: t('score.reason'),
            cell: ({ id }) =>
              (found?.reasons[id] ?? []).map((reason) => (
                <small key={reason} className="as-typed">
                  {reason}
                </small>
              )),
          },
        ]}
      />
    </>
  )
}

/** Cast anew as long as the decision is not delivered; afterwards it is shown. */
function BallotCard({ seat }: { readonly seat: Seat }) {
  const { t, of } = useText()
  const account = useSession().data
  const [ballot, setBallot] = useState<Ballot | null>(seat.ballot)
  const [reason, setReason] = useState(seat.ballotReason ?? '')
  const cast = useWrite(
    (body: { ballot: Ballot; reason: string; seen: number }, key: string) =>
      ask('POST /api/panels/:id/ballot', { params: { id: seat.id }, body, key }),
    () => undefined,
  )
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (ballot !== null) cast.write({ ballot, reason: reason.trim(), seen: seat.version })
  }
  if (!seat.isOpen) {
    return (
      <section className="card">
        <h2>{t('ballot.mine')}</h2>
        <p>{seat.ballot === null ? t('ballot.none') : t(`ballot.${seat.ballot}`)}</p>
        {seat.ballotReason === null ? null : <p className="as-typed">{seat.ballotReason}</p>}
      </section>
    )
  }
  return (
    <form className="card fields" onSubmit={send}>
      <h2>{t('ballot.title')}</h2>
      {seat.ballot === null ? null : (
        <p className="notice leaf">{t('ballot.cast', { ballot: t(`ballot.${seat.ballot}`) })}</p>
      )}
      <fieldset>
        <legend>{t('ballot.choose')}</legend>
        {BALLOTS.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="ballot" required checked={ballot === one} onChange={() => setBallot(one)} />
            {t(`ballot.${one}`)}
          </label>
        ))}
      </fieldset>
      <label className="note-field">
        {t('ballot.reason')}
        <textarea
          rows={3}
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p className="note">{t('ballot.signed', { who: account === undefined ? '' : of(account.title) })}</p>
      <p className="row">
        <button type="submit" className="button go" aria-disabled={cast.isUnderWay}>
          {t(seat.ballot === null ? 'ballot.send' : 'ballot.sendAgain')}
        </button>
      </p>
      {cast.error === null ? null : <Failure error={cast.error} />}
    </form>
  )
}
