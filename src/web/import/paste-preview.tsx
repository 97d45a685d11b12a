import type { Sheet } from '../../domain/sheet.ts'
import { numberText } from '../shared/number.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import { labelOf, type Pasted } from './paste.ts'

type PreviewProps = {
  readonly pasted: Pasted
  readonly sheet: Sheet
  readonly keys: readonly string[]
  readonly choose: (keys: readonly string[]) => void
}

/** The first rows of what was pasted; without a header row each column is told what it is. */
export function PastePreview({ pasted, sheet, keys, choose }: PreviewProps) {
  const { t } = useText()
  const [first = [], ...others] = pasted.sample
  const rows = pasted.hasHeader ? others : pasted.sample
  const count = { rows: numberText(pasted.rows), columns: numberText(first.length) }
  const set = (at: number, key: string) => choose(first.map((_, place) => (place === at ? key : (keys[place] ?? ''))))
  return (
    <>
      <p>{t(pasted.hasHeader ? 'import.pastedHeader' : 'import.pastedBare', count)}</p>
      <Scroll name={t('import.pastePreview')}>
        <table>
          <caption className="unseen">{t('import.pastePreview')}</caption>
          <thead>
            <tr>
              {first.map((cell, at) => (
                <th key={at} scope="col">
                  {pasted.hasHeader ? cell : <ColumnChoice {...{ sheet, at }} value={keys[at] ?? ''} choose={set} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, number) => (
              <tr key={number}>
                {row.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}

type ChoiceProps = {
  readonly sheet: Sheet
  readonly at: number
  readonly value: string
  readonly choose: (at: number, key: string) => void
}

function ColumnChoice({ sheet, at, value, choose }: ChoiceProps) {
  const { t, language } = useText()
  return (
    <select
      aria-label={t('import.pasteColumn', { number: at + 1 })}
      value={value}
      onChange={({ target }) => choose(at, target.value)}
    >
      <option value="">{t('mapping.keepOut')}</option>
      {sheet.columns.map((column) => (
        <option key={column.key} value={column.key}>
          {labelOf(column, language)}
        </option>
      ))}
    </select>
  )
}
