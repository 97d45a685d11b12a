import { useSearch } from '@tanstack/react-router'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { Pager } from '../shared/pager.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { VisitTable } from '../shared/visit-table.tsx'

/** Contacts that were made, the latest first, of all or of one officer. */
export function VisitsTab() {
  const { t } = useText()
  const { after, page = 1, officer } = useSearch({ from: '/in/liaison' })
  const asked = useAsk('GET /api/liaison/visits', { query: { officer, after, limit: 50 } }, { keep: true })
  return (
    <Loaded asked={asked}>
      {({ visits, next }) =>
        visits.length === 0 ? (
          <Empty title={t('visit.nothing')}>{t('visit.nothingHint')}</Empty>
        ) : (
          <>
            <VisitTable visits={visits} namesOrganization />
            <Pager page={page} next={next} />
          </>
        )
      }
    </Loaded>
  )
}
