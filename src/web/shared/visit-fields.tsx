import { FINDING_NAMES, FINDINGS, VISIT_KINDS, type Finding, type VisitKind } from '../../domain/liaison.ts'
import { useText } from './text.ts'

export type VisitFields = {
  readonly day: string
  readonly kind: VisitKind
  readonly findings: readonly Finding[]
  readonly note: string
}

export type VisitFieldsProps = {
  readonly fields: VisitFields
  readonly today: string
  readonly change: (fields: VisitFields) => void
}

/** Day, kind, findings and a note without persons: the same for a new contact and for a correction. */
export function VisitFieldSet({ fields, today, change }: VisitFieldsProps) {
  const { t, of } = useText()
  const { day, kind, findings, note } = fields
  return (
    <>
      <fieldset>
        <legend>{t('visit.kind')}</legend>
        <div className="choices">
          {VISIT_KINDS.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="kind"
                checked={kind === one}
                onChange={() => change({ ...fields, kind: one })}
              />
              {t(`visit.kind.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        <span>{t('visit.day')}</span>
        <input
          type="date"
          name="day"
          max={today}
          value={day}
          required
          onChange={(event) => change({ ...fields, day: event.target.value })}
        />
      </label>
      <fieldset>
        <legend>{t('visit.findings')}</legend>
        <div className="choices">
          {FINDINGS.map((one) => (
            <label key={one} className="choice">
              <input
                type="checkbox"
                checked={findings.includes(one)}
                onChange={() =>
                  change({
                    ...fields,
                    findings: findings.includes(one) ? findings.filter((other) => other !== one) : [...findings, one],
                  })
                }
              />
              {of(FINDING_NAMES[one])}
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        <span>{t('visit.note')}</span>
        <textarea
          name="note"
          rows={3}
          maxLength={1000}
          value={note}
          aria-describedby="no-persons"
          onChange={(event) => change({ ...fields, note: event.target.value })}
        />
        <small id="no-persons">{t('visit.noPersons')}</small>
      </label>
    </>
  )
}
