import { dayText } from '../shared/day-text.ts'
import { Dash } from '../shared/figure.tsx'
import { useText } from '../shared/text.ts'
import { BodyLink, UnitLink } from '../shared/register-links.tsx'
import { factName, factText, findStatedOn, type FactValue as Value } from '../shared/fact-value.ts'
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
                <FactValue name={key} value={value} />
              </td>
              <td>{statedOn === undefined ? null : dayText(statedOn, language)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The value in words; a body and a supervising unit open what stands with them. */
function FactValue({ name, value }: { readonly name: string; readonly value: Value }) {
  const { t, language } = useText()
  if (name === 'bodyId' && typeof value === 'string') return <BodyLink id={value} />
  if (name === 'supervisingUnit' && typeof value === 'string') return <UnitLink unit={value} />
  return factText(name, value, language, { yes: t('yes'), no: t('no') }) ?? <Dash why={t('figure.notAnswered')} />
}
