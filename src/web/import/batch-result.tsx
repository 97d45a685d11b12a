import { SHEETS, findSheet } from '../../domain/sheet.ts'
import { numberText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import { tallyOf, type Batch, type SheetResult, type Tally } from './batch.ts'
import { Scroll } from '../shared/scroll.tsx'

const PARTS = [
  'rows',
  'unchanged',
  'changed',
  'created',
  'rejected',
  'hidden',
] as const satisfies readonly (keyof Tally)[]

/** What becomes of the rows, sheet by sheet and together. */
export function BatchResult({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  if (batch.sheets.length === 0) return null
  return (
    <Scroll name={t('import.result')}>
      <table className="num">
        <caption className="unseen">{t('import.result')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('import.sheetName')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {t(`tally.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {batch.sheets.map((sheet) => (
            <SheetRow key={sheet.sheet} name={sheet.sheet} tally={sheet} />
          ))}
        </tbody>
        {batch.sheets.length > 1 ? (
          <tfoot>
            <SheetRow name={t('together')} tally={tallyOf(batch.sheets)} />
          </tfoot>
        ) : null}
      </table>
    </Scroll>
  )
}

function SheetRow({ name, tally }: { readonly name: SheetResult['sheet']; readonly tally: Tally }) {
  const { of } = useText()
  const sheet = findSheet(name)
  return (
    <tr>
      <th scope="row">{sheet === undefined ? name : of(SHEETS[sheet.noun].name)}</th>
      {PARTS.map((part) => (
        <td key={part} className={part === 'rejected' && tally.rejected > 0 ? 'wrong' : undefined}>
          {numberText(tally[part])}
        </td>
      ))}
    </tr>
  )
}
