import { isAskError } from '../shared/ask-error.ts'
import { Loaded } from '../shared/loaded.tsx'
import { ReviewTable } from '../shared/review-table.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Case } from './case.ts'

const NONE: ReadonlySet<string> = new Set()

/** What the report says: first what differs from last year and from the register, each beside what it was. */
export function ReportEvidence({ one }: { readonly one: Case }) {
  const { t } = useText()
  const id = String(one.subject['return'])
  const asked = useAsk('GET /api/returns/:id', { params: { id } })
  if (isAskError(asked.error) && asked.error.status === 404) return <p className="note">{t('evidence.noReport')}</p>
  return (
    <>
      <h2>{t('evidence.report')}</h2>
      <Loaded asked={asked}>{(view) => <ReviewTable view={view} picked={NONE} />}</Loaded>
    </>
  )
}
