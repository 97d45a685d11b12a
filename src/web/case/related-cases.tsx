import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { LEVELS, type Level } from '../../domain/party-organization.ts'
import type { PartyCaseKind } from '../../domain/pass-follow-up.ts'
import { FOLLOW_UP_TASKS } from '../../domain/pass-follow-up.ts'
import { ask, type Input, type Reply } from '../shared/ask.ts'
import { begun, caseName, caseStateName, caseTitle } from '../shared/case-words.ts'
import { DueWord } from '../shared/case-table.tsx'
import { Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { levelName } from '../shared/names.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { objectOfCase } from '../../domain/case.ts'
import type { Case } from './case.ts'

type Related = Reply<'GET /api/cases/:id/related'>
type RelatedCase = Related['cases'][number]
type Start = NonNullable<Input<'POST /api/cases/:id/party-cases'>['body']>

/** What belongs to a case, linked both ways, and the Party-side cases that can begin from it. */
export function RelatedCases({ one }: { readonly one: Case }) {
  const { t } = useText()
  const related = useAsk('GET /api/cases/:id/related', { params: { id: one.id } }).data
  if (related === undefined || (related.cases.length === 0 && related.startable.length === 0)) return null
  return (
    <section aria-labelledby="related">
      <h2 id="related">{t('related.title')}</h2>
      {related.cases.length === 0 ? null : <CaseList cases={related.cases} />}
      {related.startable.length === 0 ? null : <StartParty key={one.version} one={one} related={related} />}
    </section>
  )
}

function CaseList({ cases }: { readonly cases: readonly RelatedCase[] }) {
  const { t, of } = useText()
  return (
    <ListTable<RelatedCase>
      caption={t('related.title')}
      rows={cases}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'what',
          head: t('related.what'),
          names: true,
          cell: (row) => (
            <Link to="/cases/$id" params={{ id: row.id }}>
              {of(caseTitle(row))}
              {row.task === null ? null : `${t('colon')}${of(taskName(row.task))}`}
            </Link>
          ),
        },
        { key: 'state', head: t('related.state'), cell: ({ kind, state }) => of(caseStateName(kind, state)) },
        { key: 'waits', head: t('case.waitsFor'), cell: ({ waitsFor }) => waitsFor ?? t('case.nobody') },
        { key: 'due', head: t('case.due'), isShort: true, cell: (row) => <DueWord row={row} /> },
      ]}
    />
  )
}

function taskName(task: string) {
  const names: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = FOLLOW_UP_TASKS
  return begun(names[task] ?? { zh: task, en: task })
}

function StartParty({ one, related }: { readonly one: Case; readonly related: Related }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const [kind, setKind] = useState<PartyCaseKind>()
  const start = useWrite(
    (body: Start, key) => ask('POST /api/cases/:id/party-cases', { params: { id: one.id }, body, key }),
    ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
  )
  return (
    <div className="card related">
      <p>{t('related.begin')}</p>
      <div className="row">
        {related.startable.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={each === kind}
            onClick={() => (each === 'sendOfficer' ? start.write({ kind: each }) : setKind(each))}
          >
            {of(caseName(each))}
          </button>
        ))}
      </div>
      {kind === 'foundParty' ? (
        <FoundForm name={objectOfCase(one.subject).name} isBusy={start.isUnderWay} send={start.write} />
      ) : null}
      {kind === 'joinParty' ? <JoinForm hosts={related.hosts} isBusy={start.isUnderWay} send={start.write} /> : null}
      {start.error === null ? null : <Failure error={start.error} kept={t('case.kept')} />}
    </div>
  )
}

type Sends = { readonly isBusy: boolean; readonly send: (body: Start) => void }

function FoundForm({ name, isBusy, send }: Sends & { readonly name: string }) {
  const { t, of } = useText()
  const [level, setLevel] = useState<Level>('branch')
  const [partyName, setPartyName] = useState(`中共${name}支部`)
  const [title, setTitle] = useState('')
  return (
    <form
      className="fields wide-fields"
      onSubmit={(event) => {
        event.preventDefault()
        send({ kind: 'foundParty', level, partyName, ...(title === '' ? {} : { title }) })
      }}
    >
      <label>
        {t('related.level')}
        <select
          value={level}
          onChange={(event) => setLevel(LEVELS.find((each) => each === event.target.value) ?? level)}
        >
          {LEVELS.toReversed().map((each) => (
            <option key={each} value={each}>
              {of(levelName(each))}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('related.partyName')}
        <input required maxLength={200} value={partyName} onChange={(event) => setPartyName(event.target.value)} />
      </label>
      <label>
        {t('related.request')}
        <input maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <button type="submit" className="button go" disabled={isBusy}>
        {t('related.ask')}
      </button>
    </form>
  )
}

function JoinForm({ hosts, isBusy, send }: Sends & { readonly hosts: Related['hosts'] }) {
  const { t } = useText()
  const [host, setHost] = useState('')
  return (
    <form
      className="fields wide-fields"
      onSubmit={(event) => {
        event.preventDefault()
        send({ kind: 'joinParty', host })
      }}
    >
      <label>
        {t('related.host')}
        <select required value={host} onChange={(event) => setHost(event.target.value)}>
          <option value="">{t('case.choose')}</option>
          {hosts.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {hosts.length === 0 ? <p className="note">{t('related.noHost')}</p> : null}
      <button type="submit" className="button go" disabled={isBusy || host === ''}>
        {t('related.ask')}
      </button>
    </form>
  )
}
