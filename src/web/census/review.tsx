import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ask } from '../shared/ask.ts'
import { returnQueryOf } from '../shared/census-search.ts'
import { Failure } from '../shared/failure.tsx'
import { PageHead } from '../shared/page-head.tsx'
import type { ReturnView } from '../shared/return-view.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { ReturnLead } from './return-lead.tsx'
import { ReviewTable } from '../shared/review-table.tsx'

type Act = {
  readonly action: 'confirm' | 'return'
  readonly form: Readonly<Record<string, string | readonly string[]>>
}

/** A return that was handed in: what is new in it, and confirm and next by Ctrl+Enter, or back with fields and a word. */
export function Review({ view }: { readonly view: ReturnView }) {
  const { t } = useText()
  const [picked, setPicked] = useState<ReadonlySet<string> | undefined>(undefined)
  const [comment, setComment] = useState('')
  const next = useNext(view.id)
  const leave = useLeave(next)
  const acting = useSubmission((act: Act, key) =>
    ask('POST /api/returns/:id/actions', { params: { id: view.id }, body: { ...act, seen: view.caseVersion }, key }),
  )
  const act = async (wanted: Act) => {
    if ((await acting.submit(wanted)) !== undefined) await leave()
  }
  const confirm = () => void act({ action: 'confirm', form: {} })
  useCtrlEnter(picked === undefined ? confirm : undefined)
  const pick = (question: string) => setPicked((before) => toggled(before ?? new Set(), question))
  return (
    <>
      <PageHead
        title={view.name}
        lead={<ReturnLead view={view} />}
        act={
          <>
            <button
              type="button"
              className="button"
              onClick={() => setPicked(picked === undefined ? new Set() : undefined)}
            >
              {t(picked === undefined ? 'review.return' : 'census.notNow')}
            </button>
            {picked === undefined ? (
              <button type="button" className="button go" aria-disabled={acting.isUnderWay} onClick={confirm}>
                {t(next === undefined ? 'review.confirm' : 'review.confirmNext')} <kbd>Ctrl+Enter</kbd>
              </button>
            ) : null}
          </>
        }
      />
      {acting.error === null ? null : <Failure error={acting.error} />}
      {picked === undefined ? null : (
        <section className="card fields" aria-label={t('review.return')}>
          <p>{t('review.pick', { count: picked.size })}</p>
          <label>
            {t('review.comment')}
            <textarea rows={2} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />
          </label>
          <button
            type="button"
            className="button go"
            disabled={picked.size === 0 || comment.trim() === '' || acting.isUnderWay}
            onClick={() => void act({ action: 'return', form: { fields: [...picked], comment } })}
          >
            {t('review.send')}
          </button>
        </section>
      )}
      <ReviewTable view={view} picked={picked ?? NONE} {...(picked === undefined ? {} : { pick })} />
    </>
  )
}

const NONE: ReadonlySet<string> = new Set()

function toggled(before: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set(before.has(one) ? [...before].filter((other) => other !== one) : [...before, one])
}

/** The next return that waits for me under the same filter. */
function useNext(current: string): string | undefined {
  const { id } = useParams({ from: '/in/census/$id/returns/$return' })
  const search = useSearch({ from: '/in/census/$id/returns/$return' })
  const query = { ...returnQueryOf({ ...search, only: 'mine' }), state: 'submitted' as const, limit: 20 }
  const { data } = useAsk('GET /api/census/:id/returns', { params: { id }, query })
  const waiting = (data?.returns ?? []).map((one) => one.id)
  const at = waiting.indexOf(current)
  return waiting.slice(at + 1).find((one) => one !== current) ?? waiting.find((one) => one !== current)
}

function useLeave(next: string | undefined): () => Promise<void> {
  const { id } = useParams({ from: '/in/census/$id/returns/$return' })
  const search = useSearch({ from: '/in/census/$id/returns/$return' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async () => {
    if (next === undefined) await navigate({ to: '/census/$id', params: { id }, search: { ...search, tab: 'returns' } })
    else await navigate({ to: '/census/$id/returns/$return', params: { id, return: next }, search })
    await queries.invalidateQueries({ predicate: ({ queryKey: [route] }) => !KEPT.includes(route) })
  }
}

/** What an act on a return does not change. */
const KEPT: readonly unknown[] = ['session', 'GET /api/question-sets', 'GET /api/places']

function useCtrlEnter(act: (() => void) | undefined): void {
  useEffect(() => {
    if (act === undefined) return undefined
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}
