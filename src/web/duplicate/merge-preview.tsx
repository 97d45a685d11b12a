import { SIGNS } from '../../domain/duplicate.ts'
import type { Reply } from '../shared/ask.ts'
import { factName, factText, type FactValue } from '../shared/fact-value.ts'
import { useText } from '../shared/text.ts'
import { thingName } from '../shared/thing-words.ts'

type Preview = Reply<'POST /api/record-merges/preview'>

/** All that a merge does: what is filled in, what stays behind, what goes over and what ends. */
export function MergePreview({ preview }: { readonly preview: Preview }) {
  const { t, of, language } = useText()
  const { kept, gone, filled, left, moves, ends, against } = preview
  const words = { yes: t('yes'), no: t('no') }
  const textOf = (key: string, value: string) =>
    value === '' ? t('duplicate.blank') : (factText(key, valueOf(value), language, words) ?? value)
  return (
    <div className="merge-preview">
      <output>
        <strong>{t('merge.seen', { kept: kept.name, gone: gone.name, code: gone.code })}</strong>
      </output>
      {against.length === 0 ? null : (
        <ul className="notice amber">
          {against.map((sign) => (
            <li key={sign}>{of(SIGNS[sign].text)}</li>
          ))}
        </ul>
      )}
      <Counts title={t('merge.moves')} counts={moves} />
      <Counts title={t('merge.ends')} counts={ends} />
      <h4>{t('merge.filled')}</h4>
      {filled.length === 0 ? (
        <p>{t('merge.nothing')}</p>
      ) : (
        <dl className="pairs">
          {filled.map(({ key, value }) => (
            <div key={key}>
              <dt>{factName(key, language)}</dt>
              <dd>{textOf(key, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <h4>{t('merge.left')}</h4>
      {left.length === 0 ? (
        <p>{t('merge.nothing')}</p>
      ) : (
        <>
          <table className="list compare">
            <caption className="unseen">{t('merge.left')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('duplicate.field')}</th>
                <th scope="col">{t('merge.kept')}</th>
                <th scope="col">{t('merge.gone')}</th>
              </tr>
            </thead>
            <tbody>
              {left.map((one) => (
                <tr key={one.key}>
                  <th scope="row">{factName(one.key, language)}</th>
                  <td data-head={t('merge.kept')}>{textOf(one.key, one.kept)}</td>
                  <td data-head={t('merge.gone')}>{textOf(one.key, one.gone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="note">{t('merge.leftNote')}</p>
        </>
      )}
    </div>
  )
}

/** A cell as the sheet writes it: yes and no are words here. */
function valueOf(value: string): FactValue {
  if (value === 'yes' || value === 'no') return value === 'yes'
  return value
}

type CountsProps = { readonly title: string; readonly counts: Preview['moves'] }

function Counts({ title, counts }: CountsProps) {
  const { t } = useText()
  return (
    <>
      <h4>{title}</h4>
      <p>
        {counts.length === 0
          ? t('merge.nothing')
          : counts.map(({ what, count }) => `${thingName(what, t)} ${count}`).join(t('semicolon'))}
      </p>
    </>
  )
}
