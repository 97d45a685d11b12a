import type { Reply } from './ask.ts'
import { lineName } from './names.ts'
import { useText } from './text.ts'

export type Found = Reply<'GET /api/organizations'>['organizations'][number]

export type AnswersProps = {
  readonly id: string
  readonly open: boolean
  readonly found: readonly Found[]
  readonly total: number | undefined
  readonly active: number
  readonly choose: (one: Found) => void
}

/** The answers beneath the search box: name, former name, code, place and line. */
export function SearchAnswers({ id, open, found, total = 0, active, choose }: AnswersProps) {
  const { t } = useText()
  return (
    <div className="search-found" hidden={!open}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no plain element lists answers of several lines under a text field */}
      <div id={id} role="listbox" aria-label={t('search.answers')}>
        {found.map((one, index) => (
          <div
            key={one.code}
            id={`${id}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
            role="option"
            aria-selected={index === active}
            // The press, not the click: the box closes when it loses the focus.
            onPointerDown={(event) => {
              event.preventDefault()
              choose(one)
            }}
          >
            <Answer one={one} />
          </div>
        ))}
      </div>
      <output>{total === 0 ? t('search.none') : t('search.enter', { count: total })}</output>
    </div>
  )
}

function Answer({ one }: { readonly one: Found }) {
  const { t, of } = useText()
  const where = [one.districtName, one.placeName].filter(
    (name, index, all) => name !== null && all.indexOf(name) === index,
  )
  const facts = [
    ...where,
    one.line === null ? t('organization.noLine') : t('organization.lineOf', { line: of(lineName(one.line)) }),
  ]
  return (
    <>
      <strong>{one.name}</strong>
      {one.foundAs === null ? null : <small>{t('organization.foundAs', { name: one.foundAs })}</small>}
      <small>
        <span className="code">{one.code}</span> · {facts.join(' · ')}
      </small>
    </>
  )
}
