import { useState } from 'react'
import { SERVICE_WAYS, type ServiceWay } from '../../domain/paper.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { CaseOf } from '../shared/paper-table.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'

type Paper = Reply<'GET /api/papers/:id'>
type ActProps = { readonly paper: Paper }

/** What whoever writes for the office can do now: change and issue a draft, serve and withdraw what was issued. */
export function PaperActs({ paper, edit }: ActProps & { readonly edit: () => void }) {
  const { t } = useText()
  if (paper.state === 'draft') return <Issue paper={paper} edit={edit} />
  if (paper.state === 'withdrawn') return null
  return (
    <>
      {paper.servedOn === null ? <Serving paper={paper} /> : null}
      {paper.isOfAct ? <p className="card">{t('paper.ofAct')}</p> : <Withdraw paper={paper} />}
    </>
  )
}

/** The service of a decision is recorded in its case; of any other paper, here. */
function Serving({ paper }: ActProps) {
  const { t } = useText()
  if (!paper.isServedInCase) return <Serve paper={paper} />
  return (
    <p className="card">
      {t('paper.servedInCase')} <CaseOf id={paper.caseId} />
    </p>
  )
}

const nothing = () => undefined

function Issue({ paper, edit }: ActProps & { readonly edit: () => void }) {
  const { t } = useText()
  const issue = useWrite(
    (seen: number, key) => ask('POST /api/papers/:id/issue', { params: { id: paper.id }, body: { seen }, key }),
    nothing,
  )
  return (
    <div className="card fields">
      <p>{t('paper.issueNote')}</p>
      {issue.error === null ? null : <Failure error={issue.error} />}
      <p>
        <button
          type="button"
          className="button go"
          disabled={issue.isUnderWay}
          onClick={() => issue.write(paper.version)}
        >
          {t('paper.issue')}
        </button>{' '}
        <button type="button" className="button" onClick={edit}>
          {t('paper.edit')}
        </button>
      </p>
    </div>
  )
}

const WAYS = Object.keys(SERVICE_WAYS).filter((one): one is ServiceWay => one in SERVICE_WAYS)

function Serve({ paper }: ActProps) {
  const { t, of } = useText()
  const today = useSession().data?.today ?? ''
  const [day, setDay] = useState(today)
  const [way, setWay] = useState<ServiceWay>('direct')
  const serve = useWrite(
    (body: { day: string; way: ServiceWay }, key) =>
      ask('POST /api/papers/:id/service', { params: { id: paper.id }, body, key }),
    nothing,
  )
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        serve.write({ day, way })
      }}
    >
      <label>
        {t('paper.serveDay')}
        <input
          type="date"
          required
          min={paper.issuedOn ?? undefined}
          max={today}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      <label>
        {t('paper.serveWay')}
        <select value={way} onChange={({ target }) => setWay(WAYS.find((one) => one === target.value) ?? 'direct')}>
          {WAYS.map((one) => (
            <option key={one} value={one}>
              {of(SERVICE_WAYS[one])}
            </option>
          ))}
        </select>
      </label>
      {serve.error === null ? null : <Failure error={serve.error} />}
      <p>
        <button type="submit" className="button go" disabled={serve.isUnderWay}>
          {t('paper.serve')}
        </button>
      </p>
    </form>
  )
}

function Withdraw({ paper }: ActProps) {
  const { t } = useText()
  const [why, setWhy] = useState('')
  const withdraw = useWrite(
    (body: { why: string; seen: number }, key) =>
      ask('POST /api/papers/:id/withdrawal', { params: { id: paper.id }, body, key }),
    nothing,
  )
  return (
    <details>
      <summary>{t('paper.withdraw')}</summary>
      <form
        className="card fields"
        onSubmit={(event) => {
          event.preventDefault()
          withdraw.write({ why: why.trim(), seen: paper.version })
        }}
      >
        <p>{t('paper.withdrawNote')}</p>
        <label>
          {t('paper.why')}
          <input required maxLength={500} value={why} onChange={(event) => setWhy(event.target.value)} />
        </label>
        {withdraw.error === null ? null : <Failure error={withdraw.error} />}
        <p>
          <button type="submit" className="button" disabled={withdraw.isUnderWay || why.trim() === ''}>
            {t('paper.withdraw')}
          </button>
        </p>
      </form>
    </details>
  )
}
