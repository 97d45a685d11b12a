import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DOCUMENT_ENDINGS } from '../../domain/document.ts'
import type { ScoreLeaf } from '../../domain/score-sheet.ts'
import { newKey, type Reply } from '../shared/ask.ts'
import { EvidenceLink } from '../shared/evidence-links.tsx'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { upload } from '../shared/upload.ts'
import type { EvaluationForm } from './use-evaluation-form.ts'

export type Paper = Reply<'GET /api/documents'>['documents'][number]

type Props = {
  readonly form: EvaluationForm
  readonly leaf: ScoreLeaf
  readonly chosen: readonly string[]
  readonly papers: readonly Paper[]
  readonly title: string
}

/** The papers of one indicator: added here, or chosen among those that the case has already. */
export function AnswerPapers({ form, leaf, chosen, papers, title }: Props) {
  const { t } = useText()
  const kept = papers.filter(({ withdrawnAt }) => withdrawnAt === null)
  const mine = kept.filter(({ id }) => chosen.includes(id))
  const others = kept.filter(({ id }) => !chosen.includes(id))
  const choose = (ids: readonly string[]) => form.type(leaf, 'documents', ids)
  return (
    <div className="answer-papers">
      {mine.length === 0 ? null : (
        <ul className="papers-of">
          {mine.map((one) => (
            <li key={one.id} className="row">
              <EvidenceLink paper={one} />
              <button
                type="button"
                className="button bare"
                aria-label={t('own.removeOf', { name: one.name })}
                onClick={() => choose(chosen.filter((id) => id !== one.id))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddPaper caseId={form.view.case.id} title={title} added={(id) => choose([...chosen, id])} />
      {others.length === 0 ? null : (
        <details>
          <summary>{t('own.choosePaper', { count: others.length })}</summary>
          {others.map((one) => (
            <label key={one.id} className="choice">
              <input type="checkbox" checked={false} onChange={() => choose([...chosen, one.id])} />
              {one.name}
            </label>
          ))}
        </details>
      )}
    </div>
  )
}

type AddProps = { readonly caseId: string; readonly title: string; readonly added: (id: string) => void }

function AddPaper({ caseId, title, added }: AddProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [share, setShare] = useState<number | null>(null)
  const add = useMutation({
    mutationFn: ({ file, key }: { readonly file: File; readonly key: string }) => {
      const form = new FormData()
      form.set('kind', 'case')
      form.set('id', caseId)
      form.append('files', file, file.name)
      return upload('POST /api/documents', { form, key, progress: setShare })
    },
    onSuccess: async (paper) => {
      await queries.invalidateQueries({ queryKey: ['GET /api/documents'] })
      added(paper.id)
    },
    onSettled: () => setShare(null),
  })
  return (
    <>
      <label className={add.isPending ? 'button disabled' : 'button'}>
        {t('own.addPaper')}
        <input
          type="file"
          className="unseen"
          aria-label={t('own.addPaperOf', { indicator: title })}
          aria-describedby="paper-limits"
          disabled={add.isPending}
          accept={DOCUMENT_ENDINGS.map((ending) => `.${ending}`).join(',')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file !== undefined) add.mutate({ file, key: newKey() })
          }}
        />
      </label>
      {share === null ? null : <small>{t('document.sent', { percent: Math.round(share * 100) })}</small>}
      {add.error === null ? null : (
        <Failure error={add.error} kept={t('document.kept')} retry={() => add.variables && add.mutate(add.variables)} />
      )}
    </>
  )
}
