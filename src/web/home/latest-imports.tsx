import { Link } from '@tanstack/react-router'
import { BatchState } from '../shared/batch-state.tsx'
import { instantText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { numberText } from '../shared/number.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Reply } from '../shared/ask.ts'

type Batch = Reply<'GET /api/imports'>['batches'][number]

const SHOWN = 5

/** The last files that were brought in, each opening its result. */
export function LatestImports() {
  const { t } = useText()
  const asked = useAsk('GET /api/imports', {})
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">{t('home.imports')}</h2>
      <Loaded asked={asked} lines={3}>
        {({ batches }) =>
          batches.length === 0 ? (
            <p className="note">{t('home.noImports')}</p>
          ) : (
            <BatchTable batches={batches.slice(0, SHOWN)} />
          )
        }
      </Loaded>
    </section>
  )
}

function BatchTable({ batches }: { readonly batches: readonly Batch[] }) {
  const { t, language } = useText()
  return (
    <ListTable<Batch>
      caption={t('home.imports')}
      rows={batches}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'files',
          head: t('import.files'),
          names: true,
          cell: ({ id, files }) => (
            <Link to="/import" search={{ batch: id }}>
              {files.join(t('comma'))}
            </Link>
          ),
        },
        { key: 'at', head: t('import.at'), cell: ({ createdAt }) => instantText(createdAt, language) },
        {
          key: 'rows',
          head: t('import.rows'),
          isNumber: true,
          cell: ({ sheets }) => numberText(sheets.reduce((sum, { rows }) => sum + rows, 0)),
        },
        { key: 'state', head: t('import.state'), cell: ({ state }) => <BatchState state={state} /> },
      ]}
    />
  )
}
