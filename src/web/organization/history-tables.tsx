import { dayText, instantText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { factName, factText } from '../shared/fact-value.ts'
import type { Organization } from './record.ts'
import { useSpanText } from './span-text.ts'

type Fact = Organization['history'][number]
type Dated = Fact['rows'][number]

/** Every statement ever made, with the days it holds and the time it was believed. Nothing is overwritten. */
export function HistoryTables({ history }: { readonly history: readonly Fact[] }) {
  const { t } = useText()
  return (
    <>
      <p className="note">{t('history.note')}</p>
      {history
        .filter(({ rows }) => rows.length > 0)
        .map(({ fact, rows }) => (
          <details key={fact}>
            <summary>{t('history.fact', { fact: factGroup(fact, t), count: rows.length })}</summary>
            <FactHistory fact={fact} rows={rows} />
          </details>
        ))}
    </>
  )
}

const GROUPS = ['history.organization', 'history.count', 'history.responsibility', 'history.coverage'] as const

function factGroup(fact: string, t: ReturnType<typeof useText>['t']): string {
  const known = GROUPS.find((key) => key === `history.${fact}`)
  return known === undefined ? fact : t(known)
}

function FactHistory({ fact, rows }: Fact) {
  const { t, language } = useText()
  const spanText = useSpanText()
  return (
    <ListTable<Dated>
      caption={fact}
      rows={rows}
      keyOf={({ from, statedOn, knownFrom }) => `${from ?? ''} ${statedOn} ${knownFrom}`}
      columns={[
        { key: 'valid', head: t('history.valid'), names: true, cell: spanText },
        {
          key: 'word',
          head: t('history.word'),
          cell: ({ knownTo }) =>
            knownTo === null ? (
              <StateWord tone="leaf" word={t('history.inForce')} />
            ) : (
              <StateWord tone="plain" word={t('history.corrected', { at: instantText(knownTo, language) })} />
            ),
        },
        { key: 'values', head: t('history.values'), cell: ({ values }) => <Values values={values} /> },
        { key: 'stated', head: t('fact.statedOn'), cell: ({ statedOn }) => dayText(statedOn, language) },
        {
          key: 'known',
          head: t('history.known'),
          cell: ({ knownFrom, knownTo }) =>
            knownTo === null
              ? t('span.open', { from: instantText(knownFrom, language) })
              : t('span.closed', { from: instantText(knownFrom, language), to: instantText(knownTo, language) }),
        },
      ]}
    />
  )
}

function Values({ values }: { readonly values: Dated['values'] }) {
  const { t, language } = useText()
  const said = Object.entries(values).flatMap(([key, value]) => {
    const text = factText(key, value, language, { yes: t('yes'), no: t('no') })
    return text === null ? [] : [`${factName(key, language)} ${text}`]
  })
  return <>{said.join(t('semicolon'))}</>
}
