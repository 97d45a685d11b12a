import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { BodyReasonFields } from '../shared/body-reason.tsx'
import { CaseTable } from '../shared/case-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { Wrong } from './wrong.tsx'

/** Hand-overs and claims: those that wait for me, those that wait for others, and a claim of one's own. */
export function MovesTab() {
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <>
      <Box box="mine" />
      <Box box="others" />
      {mayWrite ? <ClaimForm /> : null}
    </>
  )
}

function Box({ box }: { readonly box: 'mine' | 'others' }) {
  const { t } = useText()
  const handOvers = useAsk('GET /api/cases', { query: { box, kind: 'handOver', limit: 200 } }, { keep: true })
  const claims = useAsk('GET /api/cases', { query: { box, kind: 'claim', limit: 200 } }, { keep: true })
  return (
    <section aria-labelledby={`moves-${box}`}>
      <h2 id={`moves-${box}`}>{t(`move.${box}`)}</h2>
      <Loaded asked={handOvers} lines={3}>
        {(offered) => {
          const cases = [...offered.cases, ...(claims.data?.cases ?? [])]
          return cases.length === 0 ? (
            <p className="note">{t(box === 'mine' ? 'move.noneMine' : 'move.noneOthers')}</p>
          ) : (
            <CaseTable caption={t(`move.${box}`)} cases={cases} showsWaiting />
          )
        }}
      </Loaded>
    </section>
  )
}

function ClaimForm() {
  const { t } = useText()
  const [id, queries] = [useId(), useQueryClient()]
  const [code, setCode] = useState('')
  const [said, setSaid] = useState({ bodyId: '', text: '' })
  const [isDone, setDone] = useState(false)
  const mine = useAsk('GET /api/lines', {}).data?.bodies.filter((body) => body.mine) ?? []
  const claim = useSubmission((body: { bodyId: string; reason: string; code: string }, key) =>
    ask('POST /api/organizations/:id/claims', {
      params: { id: body.code },
      body: { bodyId: body.bodyId, reason: body.reason },
      key,
    }),
  )
  const send = async () => {
    const reply = await claim.submit({ code: code.trim(), bodyId: said.bodyId, reason: said.text })
    setDone(reply !== undefined)
    if (reply !== undefined) await queries.invalidateQueries()
  }
  return (
    <section className="card line-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('move.claimTitle')}</h2>
      <p className="note">{t('move.claimNote')}</p>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <label htmlFor={`${id}-code`}>
          <span>{t('move.code')}</span>
          <input
            id={`${id}-code`}
            value={code}
            required
            maxLength={60}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <BodyReasonFields bodyLabel={t('move.for')} value={said} change={setSaid} among={mine} />
        <button type="submit" className="button go" disabled={claim.isUnderWay}>
          {t('move.claim')}
        </button>
      </form>
      {isDone ? <output className="notice">{t('move.claimed')}</output> : null}
      <Wrong error={claim.error} />
    </section>
  )
}
