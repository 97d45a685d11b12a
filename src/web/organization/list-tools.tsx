import { REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-list.ts'
import { Disclosure } from '../shared/disclosure.tsx'
import { useText, type Say } from '../shared/text.ts'
import type { Layout } from './use-layout.ts'

/** Which columns the register shows, and how close its rows stand. */
export function ColumnsChooser({ layout, save }: { readonly layout: Layout; readonly save: (layout: Layout) => void }) {
  const { t } = useText()
  const { columns, isDense } = layout
  const turn = (column: RegisterColumn) => {
    const next = REGISTER_COLUMNS.filter((one) => (one === column ? !columns.includes(one) : columns.includes(one)))
    save({ ...layout, columns: next })
  }
  return (
    <Disclosure label={t('columns')} side="right">
      <div className="fields">
        <fieldset>
          <legend>{t('columns')}</legend>
          {REGISTER_COLUMNS.map((column) => (
            <label key={column} className="choice">
              <input type="checkbox" checked={columns.includes(column)} onChange={() => turn(column)} />
              {columnName(column, t)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{t('density')}</legend>
          <label className="choice">
            <input type="checkbox" checked={isDense} onChange={() => save({ ...layout, isDense: !isDense })} />
            {t('density.dense')}
          </label>
        </fieldset>
        <p className="note">{t('columns.note')}</p>
      </div>
    </Disclosure>
  )
}

export function columnName(column: RegisterColumn, t: Say): string {
  return t(`organization.${column}`)
}
