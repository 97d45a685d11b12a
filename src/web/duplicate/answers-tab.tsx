import { Link } from '@tanstack/react-router'
import { ask, type Reply } from '../shared/ask.ts'
import { instantText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'

type Answer = Reply<'GET /api/duplicates/answers'>['answers'][number]

/** Who found which two not to be the same, when and why; it can be taken back. */
export function AnswersTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/duplicates/answers', {})
  return (
    <Loaded asked={asked}>
      {({ answers }) =>
        answers.length === 0 ? <Empty title={t('duplicate.noAnswers')} /> : <AnswerTable answers={answers} />
      }
    </Loaded>
  )
}

function AnswerTable({ answers }: { readonly answers: readonly Answer[] }) {
  const { t, of, language } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  const { write, isUnderWay, error } = useWrite(
    (id: string, key) => ask('POST /api/duplicates/answers/:id/undo', { params: { id }, key }),
    () => undefined,
  )
  return (
    <>
      {error === null ? null : <Failure error={error} />}
      <ListTable<Answer>
        caption={t('duplicate.answers')}
        rows={answers}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'pair',
            head: t('duplicate.pair'),
            names: true,
            cell: ({ one, other }) => (
              <>
                {[one, other].map(({ code, name }) => (
                  <span key={code} className="line">
                    <Link to="/orgs/$code" params={{ code }}>
                      {name}
                    </Link>{' '}
                    <small className="code">{code}</small>
                  </span>
                ))}
              </>
            ),
          },
          { key: 'reason', head: t('duplicate.reason'), cell: ({ reason }) => reason },
          {
            key: 'by',
            head: t('duplicate.by'),
            cell: ({ by, at }) => (
              <>
                {of(by)} <small>{instantText(at, language)}</small>
              </>
            ),
          },
          ...(mayWrite
            ? [
                {
                  key: 'act',
                  head: t('duplicate.act'),
                  isShort: true,
                  cell: ({ id, one, other }: Answer) => (
                    <button type="button" className="button" disabled={isUnderWay} onClick={() => write(id)}>
                      {t('duplicate.takeBack')}
                      <span className="unseen">{t('duplicate.takeBackOf', { one: one.name, other: other.name })}</span>
                    </button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
