import { Link } from '@tanstack/react-router'
import { BatchState } from '../shared/batch-state.tsx'
import { dayText, instantText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import type { Batch } from './batch.ts'
import { useBatches } from './use-batches.ts'

/** My latest imports. */
export function BatchList() {
  const { t, language } = useText()
  const asked = useBatches()
  return (
    <section aria-labelledby="batches">
      <h2 id="batches">{t('home.imports')}</h2>
      <Loaded asked={asked} lines={3}>
        {({ batches }) =>
          batches.length === 0 ? (
            <p className="note">{t('home.noImports')}</p>
          ) : (
            <ListTable<Batch>
              caption={t('home.imports')}
              rows={batches}
              keyOf={({ id }) => id}
              columns={[
                { key: 'files', head: t('import.files'), names: true, cell: (batch) => <BatchLink batch={batch} /> },
                { key: 'at', head: t('import.at'), cell: ({ createdAt }) => instantText(createdAt, language) },
                { key: 'asOf', head: t('import.asOfShort'), cell: ({ asOf }) => dayText(asOf, language) },
                {
                  key: 'rows',
                  head: t('import.rows'),
                  isNumber: true,
                  cell: ({ sheets }) => numberText(sheets.reduce((sum, { rows }) => sum + rows, 0)),
                },
                {
                  key: 'problems',
                  head: t('import.problems'),
                  isNumber: true,
                  cell: ({ problemCount }) => numberText(problemCount),
                },
                { key: 'state', head: t('import.state'), cell: ({ state }) => <BatchState state={state} /> },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  )
}

function BatchLink({ batch }: { readonly batch: Batch }) {
  const { t } = useText()
  return (
    <Link to="/import" search={{ batch: batch.id }}>
      {batch.files.join(t('comma'))}
    </Link>
  )
}
