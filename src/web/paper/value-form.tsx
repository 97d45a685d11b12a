import type { PaperItem, PaperValue, PaperValues } from '../../domain/paper.ts'
import type { PaperField } from '../../domain/paper-field.ts'
import { paperKindOf, type PaperKindName } from '../../domain/paper-kind.ts'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'

export type ValueFormProps = {
  readonly kind: PaperKindName
  readonly values: PaperValues
  readonly change: (values: PaperValues) => void
}

/** A box for each field of a kind of paper that the record does not give. */
export function ValueForm({ kind, values, change }: ValueFormProps) {
  const { isOfOrganization, fields } = paperKindOf(kind)
  const asked = Object.entries(fields).filter(
    ([key, { given }]) => given !== true || (isOfOrganization && key !== 'office.name'),
  )
  return (
    <div className="fields">
      {asked.map(([key, field]) => (
        <FieldBox key={key} field={field} value={values[key]} change={(value) => change({ ...values, [key]: value })} />
      ))}
    </div>
  )
}

type BoxProps = {
  readonly field: PaperField
  readonly value: PaperValue | undefined
  readonly change: (value: PaperValue | undefined) => void
}

function FieldBox({ field, value, change }: BoxProps) {
  const { t, of } = useText()
  const label = `${of(begun(field.name))}${field.optional === true ? t('paper.optional') : ''}`
  if (field.kind === 'list') return <ListBox label={label} field={field} value={value} change={change} />
  const text = typeof value === 'object' ? '' : String(value ?? '')
  const put = (word: string) => change(word === '' ? undefined : word)
  return (
    <label>
      {label}
      {field.kind === 'choice' ? (
        <select value={text} onChange={(event) => put(event.target.value)}>
          <option value="">—</option>
          {Object.entries(field.choices ?? {}).map(([choice, name]) => (
            <option key={choice} value={choice}>
              {of(name)}
            </option>
          ))}
        </select>
      ) : field.kind === 'text' ? (
        <textarea rows={2} maxLength={4000} value={text} onChange={(event) => put(event.target.value)} />
      ) : (
        <input
          type={field.kind === 'day' ? 'date' : 'number'}
          min={field.kind === 'day' ? undefined : 0}
          value={text}
          onChange={({ target }) =>
            change(target.value === '' ? undefined : field.kind === 'day' ? target.value : Number(target.value))
          }
        />
      )}
    </label>
  )
}

function ListBox({ label, field, value, change }: BoxProps & { readonly label: string }) {
  const { t } = useText()
  const items = typeof value === 'object' ? value : []
  const put = (next: readonly PaperItem[]) => change(next.length === 0 ? undefined : next)
  return (
    <fieldset>
      <legend>{label}</legend>
      {items.map((item, index) => (
        <ItemBox
          // Items have no name but their place.
          key={`item ${String(index)}`}
          index={index}
          field={field}
          item={item}
          change={(fresh) => put(fresh === null ? items.toSpliced(index, 1) : items.toSpliced(index, 1, fresh))}
        />
      ))}
      <button type="button" className="button" onClick={() => put([...items, {}])}>
        {t('paper.addItem')}
      </button>
    </fieldset>
  )
}

type ItemProps = {
  readonly index: number
  readonly field: PaperField
  readonly item: PaperItem
  readonly change: (item: PaperItem | null) => void
}

function ItemBox({ index, field, item, change }: ItemProps) {
  const { t, of } = useText()
  return (
    <fieldset className="paper-part" aria-label={t('paper.item', { index: index + 1 })}>
      {Object.entries(field.items ?? {}).map(([key, name]) => (
        <label key={key}>
          {of(name)}
          <textarea
            rows={1}
            maxLength={4000}
            value={String(item[key] ?? '')}
            onChange={(event) => change({ ...item, [key]: event.target.value })}
          />
        </label>
      ))}
      <p>
        <button type="button" className="button bare" onClick={() => change(null)}>
          {t('paper.removeItem', { index: index + 1 })}
        </button>
      </p>
    </fieldset>
  )
}
