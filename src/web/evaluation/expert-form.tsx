import { useState } from 'react'
import { ask, type Input } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useWrite } from '../shared/use-write.ts'

type Wanted = Input<'POST /api/experts'>['body']

const EMPTY = { login: '', titleZh: '', titleEn: '', fieldZh: '', fieldEn: '' }
const NAMES = ['login', 'titleZh', 'titleEn', 'fieldZh', 'fieldEn'] as const

/** Puts an account that exists on the list, with the title and the field that stand on a panel. */
export function ExpertForm() {
  const { t } = useText()
  const [fields, setFields] = useState(EMPTY)
  const { write, isUnderWay, error } = useWrite(
    (body: Wanted, key) => ask('POST /api/experts', { body, key }),
    () => setFields(EMPTY),
  )
  const { login, titleZh, titleEn, fieldZh, fieldEn } = fields
  return (
    <section aria-labelledby="add-expert">
      <h2 id="add-expert">{t('expert.add')}</h2>
      <form
        className="card fields"
        onSubmit={(event) => {
          event.preventDefault()
          write({ login: login.trim(), title: { zh: titleZh, en: titleEn }, field: { zh: fieldZh, en: fieldEn } })
        }}
      >
        <div className="row">
          {NAMES.map((name) => (
            <label key={name}>
              {t(`expert.${name}`)}
              <input
                required
                maxLength={60}
                autoComplete="off"
                value={fields[name]}
                onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
              />
            </label>
          ))}
        </div>
        <p className="note">{t('expert.addMeans')}</p>
        {error === null ? null : <Failure error={error} />}
        <div>
          <button type="submit" className="button go" disabled={isUnderWay}>
            {t('expert.add')}
          </button>
        </div>
      </form>
    </section>
  )
}
