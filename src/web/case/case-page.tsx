import { objectOfCase } from '../../domain/case.ts'
import { Link, useParams } from '@tanstack/react-router'
import { isAskError } from '../shared/ask-error.ts'
import { DueWord } from '../shared/case-table.tsx'
import { caseStateName, caseTitle, findDefinition } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { PaperList } from '../shared/paper-table.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Case } from './case.ts'
import { CaseActs } from './case-acts.tsx'
import { CaseHistory } from './case-history.tsx'
import { CaseSubject } from './case-subject.tsx'
import { PassEvidence } from './pass-evidence.tsx'
import { PassView } from './pass-view.tsx'
import { QueueBar } from './queue-bar.tsx'
import { RelatedCases } from './related-cases.tsx'

/** One case: where it stands, what it is about, what I can do, and everything that was done in it. */
export function CasePage() {
  const { id } = useParams({ from: '/in/cases/$id' })
  return <OneCase key={id} id={id} />
}

/** Each case anew: its title takes the focus, and no key acts on the one before. */
function OneCase({ id }: { readonly id: string }) {
  const { t, of } = useText()
  const asked = useAsk('GET /api/cases/:id', { params: { id } }, { keep: true })
  const isMissing = isAskError(asked.error) && asked.error.status === 404
  if (isMissing) {
    return (
      <>
        <PageHead title={t('case.missing')} />
        <Empty
          title={t('case.missingHint')}
          act={
            <Link to="/cases" className="button go">
              {t('case.toList')}
            </Link>
          }
        />
      </>
    )
  }
  const one = asked.data
  return (
    <>
      <PageHead
        title={one === undefined ? t('case.title') : `${of(caseTitle(one))} · ${objectOfCase(one.subject).name}`}
        lead={one === undefined ? undefined : <Standing one={one} />}
      />
      <QueueBar id={id} />
      <Loaded asked={asked}>
        {(found) => (
          <>
            {findDefinition(found.kind)?.legalOrder === undefined ? (
              <PlainView one={found} />
            ) : (
              <PassView one={found}>
                <PassEvidence one={found} />
              </PassView>
            )}
            <RelatedCases one={found} />
            <section aria-labelledby="papers">
              <h2 id="papers">{t('paper.title')}</h2>
              <PaperList caseId={found.id} />
            </section>
            <section aria-labelledby="done">
              <h2 id="done">{t('case.history')}</h2>
              <CaseHistory one={found} />
            </section>
          </>
        )}
      </Loaded>
    </>
  )
}

function PlainView({ one }: { readonly one: Case }) {
  const { t } = useText()
  return (
    <>
      <CaseActs key={one.version} one={one} />
      <section aria-labelledby="subject">
        <h2 id="subject">{t('case.subject')}</h2>
        <CaseSubject one={one} />
      </section>
    </>
  )
}

/** The sentence that answers: what state, who is waited for since when, until when. */
function Standing({ one }: { readonly one: Case }) {
  const { t, of, language } = useText()
  const { kind, state, waitsFor, since, mine, closedOn } = one
  return (
    <span className="header-facts">
      <StateWord tone={closedOn === null ? 'river' : 'leaf'} word={of(caseStateName(kind, state))} />
      {waitsFor === null ? null : (
        <span>
          {t(mine ? 'case.waitsForYou' : 'case.waitsForOther', { who: waitsFor, since: dayText(since, language) })}
        </span>
      )}
      <span>
        {closedOn === null ? `${t('case.due')} ` : null}
        <DueWord row={one} />
      </span>
    </span>
  )
}
