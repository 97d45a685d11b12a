import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, type Reply } from './ask.ts'
import { instantText } from './day-text.ts'
import { Failure } from './failure.tsx'
import { ListTable } from './list-table.tsx'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { useWrite } from './use-write.ts'

export type Merge = Reply<'GET /api/record-merges'>['merges'][number]

/** Merges of records: which into which, why, by whom; each can be undone whole by who writes both. */
export function MergeTable({ merges }: { readonly merges: readonly Merge[] }) {
  const { t, of, language } = useText()
  const [isUndone, setUndone] = useState(false)
  const { write, isUnderWay, error } = useWrite(
    (id: string, key) => ask('POST /api/record-merges/:id/undo', { params: { id }, key }),
    () => setUndone(true),
  )
  return (
    <>
      {isUndone && error === null ? (
        <output className="notice leaf">
          <p>{t('merge.undone')}</p>
        </output>
      ) : null}
      {error === null ? null : <Failure error={error} />}
      <ListTable<Merge>
        caption={t('merge.list')}
        rows={merges}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'gone',
            head: t('merge.gone'),
            names: true,
            cell: ({ goneCode, goneName }) => <Side code={goneCode} name={goneName} />,
          },
          {
            key: 'kept',
            head: t('merge.kept'),
            cell: ({ keptCode, keptName }) => <Side code={keptCode} name={keptName} />,
          },
          { key: 'why', head: t('merge.why'), cell: ({ reason }) => reason },
          {
            key: 'by',
            head: t('merge.by'),
            cell: ({ by, at }) => (
              <>
                {of(by)} <small>{instantText(at, language)}</small>
              </>
            ),
          },
          {
            key: 'state',
            head: t('merge.state'),
            cell: (merge) => <State merge={merge} isUnderWay={isUnderWay} undo={write} />,
          },
        ]}
      />
    </>
  )
}

function Side({ code, name }: { readonly code: string | null; readonly name: string | null }) {
  const { t } = useText()
  if (code === null) return <>{t('merge.unseen')}</>
  return (
    <>
      <Link to="/orgs/$code" params={{ code }}>
        {name ?? code}
      </Link>
      <small className="code">{code}</small>
    </>
  )
}

type StateProps = { readonly merge: Merge; readonly isUnderWay: boolean; readonly undo: (id: string) => void }

function State({ merge, isUnderWay, undo }: StateProps) {
  const { t, of, language } = useText()
  const { id, undoneAt, undoneBy, mayUndo, goneName, keptName } = merge
  if (undoneAt !== null && undoneBy !== null) {
    return <>{t('merge.undoneBy', { by: of(undoneBy), at: instantText(undoneAt, language) })}</>
  }
  return (
    <>
      <StateWord tone="leaf" word={t('merge.stands')} />{' '}
      {mayUndo ? (
        <button type="button" className="button" disabled={isUnderWay} onClick={() => undo(id)}>
          {t('merge.undo')}
          <span className="unseen">{t('merge.undoOf', { gone: goneName ?? '—', kept: keptName ?? '—' })}</span>
        </button>
      ) : null}
    </>
  )
}
