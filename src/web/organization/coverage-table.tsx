import { ListTable } from '../shared/list-table.tsx'
import { formationName, levelName, natureName } from '../shared/names.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useSpanText } from './span-text.ts'
import type { Organization } from './record.ts'

type Coverage = Organization['coverages'][number]

/** The Party organizations that cover it, the one that counts first. */
export function CoverageTable({ coverages }: { readonly coverages: readonly Coverage[] }) {
  const { t, of } = useText()
  const spanText = useSpanText()
  if (coverages.length === 0) return <p className="note">{t('organization.uncovered')}</p>
  return (
    <ListTable<Coverage>
      caption={t('organization.coverage')}
      rows={coverages}
      keyOf={({ id, from, primary }) => `${id} ${from ?? ''} ${String(primary)}`}
      columns={[
        {
          key: 'name',
          head: t('party.name'),
          names: true,
          cell: ({ name, id }) => (
            <>
              {name} <small className="code">{id}</small>
            </>
          ),
        },
        { key: 'level', head: t('party.level'), cell: ({ level }) => of(levelName(level)) },
        { key: 'formation', head: t('party.formation'), cell: ({ formation }) => of(formationName(formation)) },
        { key: 'nature', head: t('party.nature'), cell: ({ nature }) => of(natureName(nature)) },
        { key: 'span', head: t('span'), cell: spanText },
        { key: 'approval', head: t('party.approval'), cell: ({ approval }) => approval ?? t('party.noApproval') },
        {
          key: 'primary',
          head: t('party.counts'),
          cell: ({ primary }) => (
            <StateWord tone={primary ? 'leaf' : 'plain'} word={t(primary ? 'party.primary' : 'party.secondary')} />
          ),
        },
      ]}
    />
  )
}
