import { Link, useParams } from '@tanstack/react-router'
import { isAskError } from '../shared/ask-error.ts'
import type { Organization } from './record.ts'
import { dayText } from '../shared/day-text.ts'
import { DocumentList } from '../shared/document-list.tsx'
import { Empty } from '../shared/failure.tsx'
import { InquiryList } from '../shared/inquiry-list.tsx'
import { LiaisonPanel } from '../shared/liaison-panel.tsx'
import { LineStrip } from '../shared/line-strip.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { kindName, lineName, ruleName, statusName } from '../shared/names.ts'
import { PaperList } from '../shared/paper-table.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useScope } from '../shared/scope.ts'
import { useSession } from '../shared/session.ts'
import { StandingWord, StateWord } from '../shared/state-word.tsx'
import { useText, type Say } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { CorrectionForm } from './correction-form.tsx'
import { CoverageTable } from './coverage-table.tsx'
import { DemotionForm } from './demotion-form.tsx'
import { FactTable } from './fact-table.tsx'
import { HistoryTables } from './history-tables.tsx'
import { LifePanel } from './life-panel.tsx'
import { MergedNotice, MergedRecords } from './merged-notice.tsx'
import { OpenCases } from './open-cases.tsx'
import { Timeline } from './timeline.tsx'

/** One organization: what is known of it on the day, its standing over time, and the history of each fact. */
export function OrganizationPage() {
  const { t } = useText()
  const { code } = useParams({ from: '/in/orgs/$code' })
  const { asOf } = useScope()
  const asked = useAsk('GET /api/organizations/:id', { params: { id: code }, query: { asOf } }, { keep: true })
  const isMissing = isAskError(asked.error) && asked.error.status === 404
  const organization = isMissing ? undefined : asked.data
  const name = organization?.now?.name ?? code
  return (
    <>
      <PageHead
        title={isMissing ? t('organization.missing') : name}
        lead={organization === undefined ? undefined : <Header organization={organization} />}
        act={organization === undefined ? undefined : <Acts organization={organization} />}
        basis={organization?.basis}
      />
      {isMissing ? <Missing code={code} /> : <Loaded asked={asked}>{(one) => <Record organization={one} />}</Loaded>}
    </>
  )
}

/** Change it, say that it is wrong, print it: as the account may. */
function Acts({ organization }: { readonly organization: Organization }) {
  const { t } = useText()
  const session = useSession().data
  return (
    <>
      {session?.mayWrite === true && organization.mergedInto === null ? (
        <Link to="/orgs/$code/edit" params={{ code: organization.code }} className="button">
          {t('record.edit')}
        </Link>
      ) : null}
      <button type="button" className="button" onClick={() => window.print()}>
        {t('record.print')}
      </button>
    </>
  )
}

function Missing({ code }: { readonly code: string }) {
  const { t } = useText()
  return (
    <Empty
      title={t('organization.missingTitle', { code })}
      act={
        <Link to="/orgs" className="button go">
          {t('organization.toRegister')}
        </Link>
      }
    >
      {t('organization.missingHint')}
    </Empty>
  )
}

function Header({ organization }: { readonly organization: Organization }) {
  const { t, of } = useText()
  const { code, codeFaults, now } = organization
  return (
    <span className="header-facts">
      <span className="code">{code}</span>
      {codeFaults.length === 0 ? null : (
        <StateWord tone="amber" word={codeFaults.map((fault) => faultText(fault, t)).join(t('comma'))} />
      )}
      {now === null ? (
        <span>{t('organization.notThatDay')}</span>
      ) : (
        <>
          <span>{of(kindName(now.kind))}</span>
          <span>{of(statusName(now.status))}</span>
          <span>{t('organization.lineOf', { line: now.line === null ? t('unknown') : of(lineName(now.line)) })}</span>
          <StandingWord standing={now.standing} />
        </>
      )}
    </span>
  )
}

function faultText(fault: string, t: Say): string {
  const known = FAULT_KEYS.find((key) => key === `fault.${fault}`)
  return known === undefined ? fault : t(known)
}

const FAULT_KEYS = ['fault.length', 'fault.charset', 'fault.organizationCheck', 'fault.creditCheck'] as const

function Record({ organization }: { readonly organization: Organization }) {
  const { t, of, language } = useText()
  const { now, mergedInto } = organization
  const session = useSession().data
  const mayTakePart = session?.roles.some((role) => role !== 'reader') === true
  const grade = session?.mayWrite === true ? gradeOn(organization, session.today) : null
  return (
    <>
      {mergedInto === null ? null : <MergedNotice into={mergedInto} />}
      {now === null ? null : (
        <p className="rule">
          {t('organization.rule', {
            rule: now.rule,
            words: of(ruleName(now.rule)),
            since: dayText(now.since, language),
          })}
        </p>
      )}
      <LineStrip code={organization.code} />
      <section aria-labelledby="facts">
        <h2 id="facts">{t('organization.facts')}</h2>
        <FactTable organization={organization} />
      </section>
      <section aria-labelledby="covered">
        <h2 id="covered">{t('organization.coverage')}</h2>
        <CoverageTable coverages={organization.coverages} />
      </section>
      <section aria-labelledby="life">
        <h2 id="life">{t('life.title')}</h2>
        <LifePanel code={organization.code} />
      </section>
      <section aria-labelledby="cases">
        <h2 id="cases">{t('record.cases')}</h2>
        <OpenCases code={organization.code} />
        {mayTakePart ? <CorrectionForm organization={organization} /> : null}
        {grade === null ? null : <DemotionForm code={organization.code} grade={grade} />}
      </section>
      <section aria-labelledby="documents">
        <h2 id="documents">{t('document.title')}</h2>
        <DocumentList kind="organization" id={organization.code} />
      </section>
      <section aria-labelledby="papers">
        <h2 id="papers">{t('paper.title')}</h2>
        <PaperList organization={organization.code} />
      </section>
      <LiaisonPanel code={organization.code} />
      {mayTakePart ? (
        <section aria-labelledby="inquiries">
          <h2 id="inquiries">{t('inquiry.title')}</h2>
          <InquiryList code={organization.code} />
        </section>
      ) : null}
      <MergedRecords code={organization.code} />
      <section aria-labelledby="timeline">
        <h2 id="timeline">{t('organization.timeline')}</h2>
        <Timeline organization={organization} />
      </section>
      <section aria-labelledby="history">
        <h2 id="history">{t('organization.history')}</h2>
        <HistoryTables history={organization.history} />
      </section>
    </>
  )
}

/** The grade that stands on record today; null where there is none or its last day is over. */
function gradeOn({ facts }: Organization, today: string): string | null {
  const valueOf = (wanted: string) => facts.find(({ key }) => key === wanted)?.value ?? null
  const [grade, to] = [valueOf('grade'), valueOf('gradeValidTo')]
  return typeof grade === 'string' && (typeof to !== 'string' || to >= today) ? grade : null
}
