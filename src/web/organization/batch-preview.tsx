import type { Reply } from '../shared/ask.ts'
import { useText } from '../shared/text.ts'
import { factName, factText } from '../shared/fact-value.ts'

type Preview = Reply<'POST /api/register-batches/preview'>

const SHOWN = 100

/** What would change, cell by cell; what stays as it is; and what cannot be, with the reason. */
export function BatchPreview({ preview }: { readonly preview: Preview }) {
  const { t, of, language } = useText()
  const { changed, unchanged, rejected } = preview
  const words = { yes: t('yes'), no: t('no') }
  const textOf = (key: string, value: string) =>
    value === '' ? t('batchAct.blank') : factText(key, value, language, words)
  return (
    <div className="batch-preview">
      <p>
        <output>
          <strong>{t('batchAct.seen', { count: changed.length, unchanged, rejected: rejected.length })}</strong>
        </output>
      </p>
      {rejected.length === 0 ? null : (
        <>
          <h3>{t('batchAct.rejected')}</h3>
          <ul>
            {rejected.slice(0, SHOWN).map(({ code, name, reason }) => (
              <li key={code}>
                {name} <span className="code">{code}</span>
                <small className="wrong">{of(reason)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {changed.length === 0 ? null : (
        <div className="scroll">
          <table className="list">
            <caption className="unseen">{t('batchAct.changes')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('organization.name')}</th>
                <th scope="col">{t('fact.name')}</th>
                <th scope="col">{t('batchAct.from')}</th>
                <th scope="col">{t('batchAct.to')}</th>
              </tr>
            </thead>
            <tbody>
              {changed.slice(0, SHOWN).flatMap(({ code, name, cells }) =>
                cells.map(({ key, from, to }) => (
                  <tr key={`${code} ${key}`}>
                    <th scope="row">{name}</th>
                    <td data-head={t('fact.name')}>{factName(key, language)}</td>
                    <td data-head={t('batchAct.from')}>{textOf(key, from)}</td>
                    <td data-head={t('batchAct.to')}>{textOf(key, to)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      )}
      {changed.length > SHOWN ? <p className="note">{t('batchAct.first', { shown: SHOWN })}</p> : null}
    </div>
  )
}
