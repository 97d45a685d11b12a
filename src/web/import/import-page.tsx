import { useSearch } from '@tanstack/react-router'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { Empty } from '../shared/failure.tsx'
import { BatchView } from './batch-view.tsx'
import { BatchList } from './batch-list.tsx'
import { ImportWays } from './import-ways.tsx'
import { RunningBatches } from './running.tsx'
import { Templates } from './templates.tsx'

/** Bring files in: a dry run first, then the good rows or nothing. The batch is in the URL, so its progress stays. */
export function ImportPage() {
  const { t } = useText()
  const { batch } = useSearch({ from: '/in/import' })
  const account = useSession().data
  if (account?.mayWrite === false) {
    return (
      <>
        <PageHead title={t('import.title')} lead={t('import.lead')} />
        <Empty title={t('import.noRight')}>{t('fail.whoGrants')}</Empty>
      </>
    )
  }
  if (batch !== undefined) return <BatchView id={batch} />
  return (
    <>
      <PageHead title={t('import.title')} lead={t('import.lead')} />
      <RunningBatches />
      <ImportWays today={account?.today ?? ''} />
      <Templates />
      <BatchList />
    </>
  )
}
