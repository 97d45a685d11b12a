import { useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { usePanel, useWrite } from '../shared/use-write.ts'
import { ExpertForm } from './expert-form.tsx'

type Expert = Reply<'GET /api/experts'>['experts'][number]

/** Who may be named to a panel by this office: titles and fields, never names. */
export function ExpertsTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/experts', {}, { keep: true })
  const [ending, setEnding] = useState<Expert>()
  return (
    <Loaded asked={asked}>
      {({ experts, mayAdd }) => (
        <>
          <p className="note">{t(mayAdd ? 'expert.note' : 'expert.notKept')}</p>
          {ending === undefined ? null : <EndForm expert={ending} close={() => setEnding(undefined)} />}
          {experts.length === 0 ? (
            <Empty title={t('expert.none')}>{mayAdd ? t('expert.noneHint') : undefined}</Empty>
          ) : (
            <Rows rows={experts} end={setEnding} />
          )}
          {mayAdd ? <ExpertForm /> : null}
        </>
      )}
    </Loaded>
  )
}

function Rows({ rows, end }: { readonly rows: readonly Expert[]; readonly end: (expert: Expert) => void }) {
  const { t, of, language } = useText()
  return (
    <ListTable<Expert>
      caption={t('evaluation.tab.experts')}
      rows={rows}
      keyOf={({ id }) => String(id)}
      columns={[
        {
          key: 'title',
          head: t('expert.title'),
          names: true,
          cell: ({ title, login }) => (
            <>
              {of(title)}
              <small className="code">{login}</small>
            </>
          ),
        },
        { key: 'field', head: t('expert.field'), cell: ({ field }) => of(field) },
        { key: 'place', head: t('expert.place'), cell: ({ placeName }) => placeName ?? t('expert.everywhere') },
        {
          key: 'since',
          head: t('expert.since'),
          isShort: true,
          cell: ({ since }) => (since === null ? '—' : dayText(since, language)),
        },
        {
          key: 'state',
          head: t('expert.state'),
          isShort: true,
          cell: ({ lastDay }) =>
            lastDay === null ? (
              <StateWord tone="leaf" word={t('expert.on')} />
            ) : (
              <StateWord tone="plain" word={t('expert.until', { day: dayText(lastDay, language) })} />
            ),
        },
        {
          key: 'act',
          head: t('expert.act'),
          cell: (expert) =>
            expert.isKept && expert.lastDay === null ? (
              <button
                type="button"
                className="button"
                aria-label={t('expert.endOf', { title: of(expert.title) })}
                onClick={() => end(expert)}
              >
                {t('expert.end')}
              </button>
            ) : null,
        },
      ]}
    />
  )
}

function EndForm({ expert, close }: { readonly expert: Expert; readonly close: () => void }) {
  const { t, of } = useText()
  const [reason, setReason] = useState('')
  const box = usePanel<HTMLFormElement>(close)
  const { write, isUnderWay, error } = useWrite(
    (why: string, key) =>
      ask('POST /api/experts/:id/ending', { params: { id: String(expert.id) }, body: { reason: why }, key }),
    close,
  )
  return (
    <form
      ref={box}
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        write(reason)
      }}
    >
      <h2 tabIndex={-1}>{t('expert.endOf', { title: of(expert.title) })}</h2>
      <p className="note">{t('expert.endMeans')}</p>
      <label>
        {t('expert.reason')}
        <input required maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {error === null ? null : <Failure error={error} />}
      <div className="row">
        <button type="submit" className="button go" disabled={isUnderWay || reason.trim() === ''}>
          {t('expert.end')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
