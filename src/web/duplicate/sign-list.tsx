import { SIGNS, type Sign } from '../../domain/duplicate.ts'
import { useText } from '../shared/text.ts'

export type SignListProps = { readonly signs: readonly Sign[]; readonly against: readonly Sign[] }

/** What speaks for one organization, and what against it, each in words. */
export function SignList({ signs, against }: SignListProps) {
  const { t, of } = useText()
  return (
    <>
      <ul className="signs">
        {signs.map((sign) => (
          <li key={sign}>{of(SIGNS[sign].text)}</li>
        ))}
      </ul>
      {against.length === 0 ? null : (
        <small>
          {t('duplicate.against', { signs: against.map((sign) => of(SIGNS[sign].text)).join(t('semicolon')) })}
        </small>
      )}
    </>
  )
}
