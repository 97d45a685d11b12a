import { Link } from '@tanstack/react-router'
import { dayText } from '../shared/day-text.ts'
import { MergeTable } from '../shared/merge-table.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Organization } from './record.ts'

/** Where a record went that was merged into another; its history stays below. */
export function MergedNotice({ into }: { readonly into: NonNullable<Organization['mergedInto']> }) {
  const { t, language } = useText()
  const { day, code, name } = into
  return (
    <div className="notice amber">
      <p>
        <strong>{t('merge.into', { day: dayText(day, language) })}</strong>
      </p>
      <p>
        {code === null ? (
          t('merge.intoUnseen')
        ) : (
          <Link to="/orgs/$code" params={{ code }}>
            {t('merge.intoLink', { name: name ?? code, code })}
          </Link>
        )}
      </p>
    </div>
  )
}

/** The records that were merged into this one, or this one into another; nothing where there was none. */
export function MergedRecords({ code }: { readonly code: string }) {
  const { t } = useText()
  const merges = useAsk('GET /api/record-merges', { query: { code } }).data?.merges ?? []
  if (merges.length === 0) return null
  return (
    <section aria-labelledby="merged">
      <h2 id="merged">{t('merge.list')}</h2>
      <MergeTable merges={merges} />
    </section>
  )
}
