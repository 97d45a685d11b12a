import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Failure, Wait } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import type { ReturnView } from '../shared/return-view.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useReturnForm } from '../shared/use-return-form.ts'
import { ActionForms } from './action-forms.tsx'
import { DenseForm } from './dense-form.tsx'
import { ReturnLead } from './return-lead.tsx'
import { Review } from './review.tsx'
import { ReviewTable } from '../shared/review-table.tsx'

/** One return for a body: filled in on its behalf, or looked at, confirmed or sent back. */
export function ReturnPage() {
  const { t } = useText()
  const { id, return: of } = useParams({ from: '/in/census/$id/returns/$return' })
  const search = useSearch({ from: '/in/census/$id/returns/$return' })
  const asked = useAsk('GET /api/returns/:id', { params: { id: of } })
  return (
    <>
      <p className="back">
        <Link to="/census/$id" params={{ id }} search={{ tab: 'returns', ...search }}>
          {t('return.back')}
        </Link>
      </p>
      {asked.data === undefined ? <PageHead title={t('returns.title')} /> : null}
      <Loaded asked={asked}>{(view) => <One key={view.id} view={view} />}</Loaded>
    </>
  )
}

function One({ view }: { readonly view: ReturnView }) {
  if (view.allowed.includes('confirm')) return <Review view={view} />
  return view.mayAnswer ? <Filling view={view} /> : <Looking view={view} />
}

function Filling({ view }: { readonly view: ReturnView }) {
  const form = useReturnForm(view)
  if (form.draft.error !== null) return <Failure error={form.draft.error} retry={form.draft.retry} />
  if (!form.draft.isReady) return <Wait />
  return <DenseForm form={form} />
}

/** Nothing to do here but to read, give more time or open it again. */
function Looking({ view }: { readonly view: ReturnView }) {
  return (
    <>
      <PageHead title={view.name} lead={<ReturnLead view={view} />} />
      <ActionForms view={view} />
      <ReviewTable view={view} picked={NONE} />
    </>
  )
}

const NONE: ReadonlySet<string> = new Set()
