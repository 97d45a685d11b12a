import { CaseTable } from '../shared/case-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

/** What is under way about an organization, and who is waited for. */
export function OpenCases({ code }: { readonly code: string }) {
  const { t } = useText()
  const asked = useAsk('GET /api/cases', { query: { box: 'open', organization: code, limit: 50 } })
  return (
    <Loaded asked={asked} lines={2}>
      {({ cases }) =>
        cases.length === 0 ? (
          <p className="note">{t('record.noCases')}</p>
        ) : (
          <CaseTable caption={t('record.cases')} cases={cases} showsWaiting />
        )
      }
    </Loaded>
  )
}
