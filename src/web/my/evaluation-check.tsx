import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { leavesBelow, type ScoreLeaf } from '../../domain/score-sheet.ts'
import { isAskError } from '../shared/ask-error.ts'
import { begun } from '../shared/case-words.ts'
import { EvidenceLinks } from '../shared/evidence-links.tsx'
import { Failure } from '../shared/failure.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { pointsText } from '../shared/points.ts'
import { ScoreFaults } from '../shared/score-faults.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { ReturnedWith } from './evaluation-overview.tsx'
import { NewerNotice } from './newer-notice.tsx'
import { useFiling, type EvaluationForm } from './use-evaluation-form.ts'

/** All answers on one page: changed where they are wrong, then filed once. */
export function EvaluationCheck({ form }: { readonly form: EvaluationForm }) {
  const { t, of } = useText()
  const navigate = useNavigate()
  const filing = useFiling(form)
  const [tried, setTried] = useState(0)
  const { faults, total } = form
  const { sheet, case: file } = form.view
  const press = () => {
    setTried((before) => before + 1)
    if (faults.length === 0) filing.file()
  }
  const lead = (indicator: string) =>
    void navigate({
      to: '/my/evaluations/$id',
      params: { id: file.id },
      search: { step: `i.${indicator}`, from: 'check' },
    })
  return (
    <>
      <p className="back">
        <Link to="/my/evaluations/$id" params={{ id: file.id }} search={{}}>
          {t('step.back')}
        </Link>
      </p>
      <PageHead
        title={t('check.title')}
        lead={t(faults.length === 0 ? 'check.ready' : 'check.notReady', { count: faults.length })}
      />
      <ReturnedWith form={form} />
      {tried > 0 && faults.length > 0 ? (
        <ScoreFaults key={tried} faults={faults} lead={({ indicator }) => lead(indicator)} />
      ) : null}
      <div className="step">
        <p>
          <strong>{t('own.total', { points: pointsText(total), most: sheet.maximum })}</strong>
        </p>
        {sheet.indicators.map((group) => (
          <section key={group.id} aria-label={of(group.title)}>
            <h2>{of(begun(group.title))}</h2>
            <dl className="answers">
              {leavesBelow(group).map((leaf) => (
                <CheckedAnswer key={leaf.id} form={form} leaf={leaf} />
              ))}
            </dl>
          </section>
        ))}
        <NewerNotice form={form} />
        {filing.error === null || isTakenIn(filing.error, form) ? null : (
          <Failure error={filing.error} kept={t('check.kept')} retry={press} />
        )}
        <div className="step-act">
          <button type="button" className="button go" aria-disabled={filing.isUnderWay} onClick={press}>
            {t(filing.isUnderWay ? 'check.sending' : 'own.file')}
          </button>
        </div>
      </div>
    </>
  )
}

/** What went wrong was a newer version, and it has been taken in: the notice of it says so. */
function isTakenIn(error: unknown, { newer }: EvaluationForm): boolean {
  return newer !== undefined && isAskError(error) && error.code === 'STALE'
}

function CheckedAnswer({ form, leaf }: { readonly form: EvaluationForm; readonly leaf: ScoreLeaf }) {
  const { t, of } = useText()
  const { id } = form.view.case
  const papers = useAsk('GET /api/documents', { query: { kind: 'case', id } }).data?.documents ?? []
  const { points, note, documents } = form.answerOf(leaf)
  const title = of(begun(leaf.title))
  const own = form.faults.filter(({ indicator, fault }) => indicator === leaf.id && fault !== 'missing')
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <strong>{points === null ? '—' : t('found.of', { points: form.shown(leaf), most: leaf.maximum })}</strong>
        {form.isFilled(leaf) ? (
          <small className="source">{t('own.filled')}</small>
        ) : (
          <small className="as-typed">{note}</small>
        )}
        <EvidenceLinks ids={documents} papers={papers} />
        {own.map(({ fault, text }) => (
          <p key={fault} className="fault">
            {of(text)}
          </p>
        ))}
      </dd>
      <dd>
        <Link
          to="/my/evaluations/$id"
          params={{ id }}
          search={{ step: `i.${leaf.id}`, from: 'check' }}
          aria-label={t(points === null ? 'step.addOf' : 'step.changeOf', { label: title })}
        >
          {t(points === null ? 'step.add' : 'step.change')}
        </Link>
      </dd>
    </div>
  )
}
