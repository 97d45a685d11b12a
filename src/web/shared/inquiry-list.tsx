import { useState } from 'react'
import type { Reply } from './ask.ts'
import { dayText } from './day-text.ts'
import { ListTable } from './list-table.tsx'
import { Loaded } from './loaded.tsx'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

type Inquiry = Reply<'GET /api/grades/inquiries'>['inquiries'][number]
const PAGE = 20

/** Who asked for the grade: by system or desk, day and reason, never a person. Without a code, of all that one may see. */
export function InquiryList({ code }: { readonly code?: string }) {
  const { t } = useText()
  const [before, setBefore] = useState<number | undefined>(undefined)
  const asked = useAsk(
    'GET /api/grades/inquiries',
    { query: { organization: code, before, limit: PAGE } },
    { keep: true },
  )
  return (
    <Loaded asked={asked} lines={2}>
      {(reply) =>
        reply.inquiries.length === 0 ? (
          <p className="note">{t('inquiry.none')}</p>
        ) : (
          <>
            <InquiryTable inquiries={reply.inquiries} />
            {reply.before === null ? null : (
              <button type="button" className="button" onClick={() => setBefore(reply.before ?? undefined)}>
                {t('inquiry.more')}
              </button>
            )}
          </>
        )
      }
    </Loaded>
  )
}

function InquiryTable({ inquiries }: { readonly inquiries: readonly Inquiry[] }) {
  const { t, language } = useText()
  return (
    <ListTable<Inquiry>
      caption={t('inquiry.title')}
      rows={inquiries}
      keyOf={({ id }) => String(id)}
      columns={[
        { key: 'asker', head: t('inquiry.asker'), names: true, cell: (one) => <Asker inquiry={one} /> },
        { key: 'day', head: t('inquiry.day'), isShort: true, cell: ({ day }) => dayText(day, language) },
        { key: 'purpose', head: t('inquiry.purpose'), cell: ({ purpose }) => t(`inquiry.purpose.${purpose}`) },
        { key: 'call', head: t('inquiry.call'), cell: ({ call }) => call },
        { key: 'reason', head: t('inquiry.reason'), cell: ({ reason }) => reason },
        { key: 'factor', head: t('inquiry.factor'), cell: ({ factor }) => factor ?? t('inquiry.noFactor') },
      ]}
    />
  )
}

function Asker({ inquiry }: { readonly inquiry: Inquiry }) {
  const { t, of } = useText()
  return (
    <>
      {of(inquiry.asker)} {inquiry.isSystem ? <small>{t('inquiry.system')}</small> : null}
    </>
  )
}
