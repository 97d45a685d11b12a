import { Link } from '@tanstack/react-router'
import { begun, caseStateName } from '../shared/case-words.ts'
import { dayText, instantText } from '../shared/day-text.ts'
import { EvaluationActs } from '../shared/evaluation-acts.tsx'
import { EvidenceLinks } from '../shared/evidence-links.tsx'
import { FoundMeans, FoundScore } from '../shared/found-score.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { pointsText } from '../shared/points.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { leavesBelow } from '../../domain/score-sheet.ts'
import { selfTotal } from '../../domain/score.ts'
import { OwnFindings } from './own-findings.tsx'
import { OwnOutcomes } from './own-outcomes.tsx'
import type { EvaluationView } from './use-evaluation-form.ts'

/** After the filing: where it stands, what can be done, what was found, and the receipt of what was filed. */
export function EvaluationStanding({ view }: { readonly view: EvaluationView }) {
  const { t } = useText()
  const { found, sheet, judgements, receipt } = view
  const findings = judgements.at(-1)?.findings ?? []
  return (
    <>
      <p className="back">
        <Link to="/my">{t('my.back')}</Link>
      </p>
      <PageHead
        title={view.call.title}
        lead={<Standing view={view} />}
        act={
          receipt === null ? undefined : (
            <button type="button" className="button" onClick={() => window.print()}>
              {t('receipt.print')}
            </button>
          )
        }
      />
      <div className="step">
        <EvaluationActs file={view.case} />
        {view.grade === null ? null : <Announced view={view} />}
        {found === null ? null : (
          <section aria-labelledby="found">
            <h2 id="found">{t('found.title')}</h2>
            <FoundScore sheet={sheet} found={found} />
            <FoundMeans sheet={sheet} found={found} />
          </section>
        )}
        <OwnOutcomes file={view.case} />
        {findings.length === 0 ? null : (
          <section aria-labelledby="findings">
            <h2 id="findings">{t('own.findings')}</h2>
            <OwnFindings findings={findings} />
          </section>
        )}
        {receipt === null ? null : <Receipt view={view} receipt={receipt} />}
      </div>
    </>
  )
}

function Standing({ view }: { readonly view: EvaluationView }) {
  const { t, of, language } = useText()
  const { state, waitsFor, mine, since, due, closedOn } = view.case
  const who = mine ? t('own.you') : waitsFor
  return (
    <span className="header-facts">
      <StateWord tone={closedOn === null ? 'river' : 'leaf'} word={of(caseStateName('evaluation', state))} />
      {who === null ? null : <span>{t('receipt.waits', { who, since: dayText(since, language) })}</span>}
      {due === null ? null : <span>{t('own.due', { day: dayText(due, language) })}</span>}
    </span>
  )
}

function Announced({ view }: { readonly view: EvaluationView }) {
  const { t, language } = useText()
  const { grade, gradeValidTo, announcedOn } = view
  const day = (given: string | null) => (given === null ? '—' : dayText(given, language))
  return (
    <p className="notice leaf">
      <strong>{t('own.announced', { grade: grade ?? '', day: day(announcedOn), until: day(gradeValidTo) })}</strong>
    </p>
  )
}

type ReceiptProps = { readonly view: EvaluationView; readonly receipt: NonNullable<EvaluationView['receipt']> }

/** What was filed, when, with its hash; printable. */
function Receipt({ view, receipt }: ReceiptProps) {
  const { t, of, language } = useText()
  const { sheet, answers } = view
  const papers = useAsk('GET /api/documents', { query: { kind: 'case', id: view.case.id } }).data?.documents ?? []
  const facts = [
    [t('receipt.organization'), `${view.name} ${view.code}`],
    [t('receipt.at'), instantText(receipt.at, language)],
    [t('own.claimed'), t('found.of', { points: pointsText(selfTotal(sheet, answers)), most: sheet.maximum })],
    [t('receipt.hash'), receipt.hash],
  ] as const
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{t('own.receipt')}</h2>
      <dl className="answers">
        {facts.map(([word, said]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd className="hash">{said}</dd>
          </div>
        ))}
      </dl>
      {sheet.indicators.map((group) => (
        <section key={group.id} aria-label={of(group.title)}>
          <h3>{of(begun(group.title))}</h3>
          <dl className="answers">
            {leavesBelow(group).map(({ id, title, maximum }) => (
              <div key={id}>
                <dt>{of(begun(title))}</dt>
                <dd>
                  {answers[id]?.points == null
                    ? '—'
                    : t('found.of', { points: pointsText(answers[id].points), most: maximum })}
                  <small className="as-typed">{answers[id]?.note ?? ''}</small>
                  <EvidenceLinks ids={answers[id]?.documents ?? []} papers={papers} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </section>
  )
}
