import type { Reply } from '../shared/ask.ts'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { useScope } from '../shared/scope.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

type Group = Reply<'GET /api/liaison'>['districts'][number]

const COLUMNS = [
  'organizations',
  'withOfficer',
  'withInstructor',
  'withoutParty',
  'withoutPartyWithOfficer',
  'officers',
  'over',
  'visits',
  'due',
] as const

/** Table T8: load of officers and instructors as counts, by district and by body; never a ranking. */
export function LoadTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/liaison', { query: useScope() }, { keep: true })
  return (
    <Loaded asked={asked}>
      {({ whole, districts, bodies }) => (
        <>
          <p className="note">{t('liaison.t8.note')}</p>
          <LoadTable title={t('liaison.districts')} rows={districts} whole={whole} />
          <LoadTable title={t('liaison.bodies')} rows={bodies} whole={whole} />
        </>
      )}
    </Loaded>
  )
}

type TableProps = { readonly title: string; readonly rows: readonly Group[]; readonly whole: Group }

function LoadTable({ title, rows, whole }: TableProps) {
  const { t } = useText()
  return (
    <section>
      <h2>{title}</h2>
      <Scroll name={title}>
        <table className="num flat">
          <caption className="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`liaison.t8.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key ?? ''}>
                <th scope="row">{row.name ?? t('liaison.t8.none')}</th>
                {COLUMNS.map((column) => (
                  <td key={column}>{numberText(row[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('together')}</th>
              {COLUMNS.map((column) => (
                <td key={column}>{numberText(whole[column])}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </section>
  )
}
