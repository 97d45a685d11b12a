import { officialFaults } from '../../domain/official.ts'
import { SHEETS } from '../../domain/sheet.ts'
import type { Reply } from '../shared/ask.ts'
import { Download } from '../shared/download.tsx'
import { Figure } from '../shared/figure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { blocksOf } from './official-blocks.ts'
import { officialSentence } from './sentences.ts'
import { Scroll } from '../shared/scroll.tsx'

type Official = Reply<'GET /api/analysis/official'>

/** The official table as on paper: 19 rows by 7 columns, every cell opening its list. */
export function OfficialTab() {
  const { t } = useText()
  const scope = useScope()
  const asked = useAsk('GET /api/analysis/official', { query: scope }, { keep: true })
  return (
    <>
      <PageHead
        title={t('official.title')}
        lead={asked.data === undefined ? t('official.lead') : officialSentence(asked.data, t)}
        act={
          <Download path="/api/analysis/official.xlsx" query={scope} className="button go">
            {t('official.xlsx')}
          </Download>
        }
        basis={asked.data?.basis}
      />
      <Loaded asked={asked} lines={12}>
        {(official) => (
          <>
            <OfficialTable official={official} />
            <Identities official={official} />
            <NotAnswered official={official} />
          </>
        )}
      </Loaded>
    </>
  )
}

function OfficialTable({ official }: { readonly official: Official }) {
  const { t, of } = useText()
  return (
    <Scroll name={t('official.caption')}>
      <table className="num paper">
        <caption>{t('official.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" colSpan={2} className="words">
              {t('official.item')}
            </th>
            <th scope="col">{t('official.no')}</th>
            {official.columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {of(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {blocksOf(official.rows).flatMap(({ block, rows }) =>
            rows.map((row, at) => (
              <tr key={row.row}>
                {block !== null && at === 0 ? (
                  <th scope="rowgroup" rowSpan={rows.length} className="block">
                    {of(block)}
                  </th>
                ) : null}
                <th scope="row" colSpan={block === null ? 2 : 1}>
                  {of(row.name)}
                </th>
                <td>{row.row}</td>
                {official.columns.map(({ key }, column) => (
                  <td key={key}>
                    <Figure count={row.values[column] ?? null} opens={{ figure: `official.${row.row}.${key}` }} />
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Scroll>
  )
}

function Identities({ official }: { readonly official: Official }) {
  const { t } = useText()
  const faults = officialFaults(official.rows)
  return (
    <div className="note identities">
      <p>
        <StateWord
          tone={faults.length === 0 ? 'leaf' : 'brick'}
          word={faults.length === 0 ? t('official.balanced') : t('official.unbalanced', { faults: faults.join('; ') })}
        />
      </p>
      <p>{t('official.identities')}</p>
    </div>
  )
}

function NotAnswered({ official }: { readonly official: Official }) {
  const { t, language } = useText()
  const blank = official.notAnswered.filter(({ organizations }) => organizations > 0)
  if (blank.length === 0) return null
  const nameOf = (key: string) => {
    const column = SHEETS.organizations.columns.find((one) => one.key === key)
    if (column === undefined) return key
    return language === 'zh' ? column.label : column.en
  }
  return (
    <section aria-labelledby="blank">
      <h2 id="blank">{t('official.notAnswered')}</h2>
      <p className="note">{t('official.notAnsweredNote')}</p>
      <ul>
        {blank.map(({ key, organizations }) => (
          <li key={key}>{t('official.blank', { name: nameOf(key), count: organizations })}</li>
        ))}
      </ul>
    </section>
  )
}
