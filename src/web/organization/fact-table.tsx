import { dayText } from '../shared/day-text.ts'
import { Dash } from '../shared/figure.tsx'
import { useText } from '../shared/text.ts'
import { factName, factText, findStatedOn } from './fact-value.ts'
import type { Organization } from './record.ts'

/** What is known on the day, each fact with the day on which it was stated. */
export function FactTable({ organization }: { readonly organization: Organization }) {
  const { t, language } = useText()
  const { facts, history, basis } = organization
  return (
    <table className="facts">
      <caption className="unseen">{t('organization.facts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('fact.name')}</th>
          <th scope="col">{t('fact.value')}</th>
          <th scope="col">{t('fact.statedOn')}</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ key, value }) => {
          const statedOn = findStatedOn(history, key, basis.asOf)
          return (
            <tr key={key}>
              <th scope="row">{factName(key, language)}</th>
              <td>
                {factText(key, value, language, { yes: t('yes'), no: t('no') }) ?? (
                  <Dash why={t('figure.notAnswered')} />
                )}
              </td>
              <td>{statedOn === undefined ? null : dayText(statedOn, language)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
