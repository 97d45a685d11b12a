import { GRADES, STATUSES } from '../../domain/organization.ts'
import { BATCH_FIELDS, type BatchField } from '../../domain/register-list.ts'
import { statusName } from '../shared/names.ts'
import { usePlaces } from '../shared/places.ts'
import { useText } from '../shared/text.ts'
import { factName } from '../shared/fact-value.ts'

export type Stated = {
  readonly field: BatchField
  readonly value: string
  readonly validTo: string
  readonly asOf: string
}

type FieldsProps = {
  readonly stated: Stated
  readonly change: (stated: Stated) => void
  readonly today: string
}

/** Which field, what it is to say, and from which day on. */
export function BatchFields({ stated, change, today }: FieldsProps) {
  const { t, language } = useText()
  const { field, validTo, asOf } = stated
  const fields = BATCH_FIELDS.filter((one) => one !== 'gradeValidTo')
  return (
    <div className="fields">
      <div className="pair three">
        <label>
          {t('batchAct.field')}
          <select
            value={field}
            onChange={(event) => {
              const next = fields.find((one) => one === event.target.value)
              if (next !== undefined) change({ ...stated, field: next, value: '', validTo: '' })
            }}
          >
            {fields.map((one) => (
              <option key={one} value={one}>
                {factName(one, language)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('batchAct.value')}
          <ValueField stated={stated} change={change} />
        </label>
        <label>
          {t('batchAct.asOf')}
          <input
            type="date"
            value={asOf}
            max={today}
            required
            onChange={(event) => change({ ...stated, asOf: event.target.value })}
          />
        </label>
      </div>
      {field === 'grade' ? (
        <label>
          {factName('gradeValidTo', language)}
          <input type="date" value={validTo} onChange={(event) => change({ ...stated, validTo: event.target.value })} />
        </label>
      ) : null}
    </div>
  )
}

function ValueField({ stated, change }: Omit<FieldsProps, 'today'>) {
  const { t, of } = useText()
  const { field, value, asOf } = stated
  const choices = useChoices(field, asOf)
  const put = (next: string) => change({ ...stated, value: next })
  if (choices === undefined) {
    return (
      <input
        value={value}
        maxLength={200}
        placeholder={t('batchAct.clears')}
        onChange={(event) => put(event.target.value)}
      />
    )
  }
  return (
    <select value={value} onChange={(event) => put(event.target.value)}>
      <option value="">{t('batchAct.clear')}</option>
      {choices.map(({ word, name }) => (
        <option key={word} value={word}>
          {of(name)}
        </option>
      ))}
    </select>
  )
}

function useChoices(field: BatchField, asOf: string) {
  const places = usePlaces(asOf)
  const plain = (word: string) => ({ word, name: { zh: word, en: word } })
  if (field === 'status') return STATUSES.map((word) => ({ word, name: statusName(word) }))
  if (field === 'grade') return GRADES.map(plain)
  if (field === 'placeCode') return places.map(({ code, name }) => ({ word: code, name: { zh: name, en: name } }))
  return undefined
}
