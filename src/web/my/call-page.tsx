import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { leavesBelow } from '../../domain/score-sheet.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { CallTermsList } from './call-terms.tsx'
import { OwnFindings } from './own-findings.tsx'

export type OwnCall = Reply<'GET /api/my/evaluation-calls/:id'>
type Chance = OwnCall['own'][number]

/** A call as an organization reads it before it applies: what is asked, what counts, what vetoes, and whether it can. */
export function CallPage() {
  const { t, language } = useText()
  const { id } = useParams({ from: '/in/my/calls/$id' })
  const asked = useAsk('GET /api/my/evaluation-calls/:id', { params: { id } })
  const call = asked.data
  return (
    <>
      <p className="back">
        <Link to="/my">{t('my.back')}</Link>
      </p>
      <PageHead
        title={call?.title ?? t('ownCall.title')}
        lead={
          call === undefined
            ? undefined
            : t('ownCall.lead', { office: call.officeName, day: dayText(call.applyBy, language) })
        }
      />
      <Loaded asked={asked}>
        {(found) => (
          <div className="step">
            {found.own.map((one) => (
              <Applying key={one.code} call={found} chance={one} />
            ))}
            <section aria-labelledby="terms">
              <h2 id="terms">{t('ownCall.terms')}</h2>
              <CallTermsList terms={found.terms} vetoOn={found.vetoOn} />
            </section>
            <section aria-labelledby="asked">
              <h2 id="asked">{t('ownCall.asked')}</h2>
              <AskedParts call={found} />
            </section>
          </div>
        )}
      </Loaded>
    </>
  )
}

type ApplyingProps = { readonly call: OwnCall; readonly chance: Chance }

/** What stands between an organization and its application: it has one already, it cannot, or it may look and apply. */
function Applying({ call, chance }: ApplyingProps) {
  const { t, of } = useText()
  const { code, name, caseId, hindrance, rules } = chance
  return (
    <section className="card" aria-label={name}>
      <h2>
        {name} <small className="code">{code}</small>
      </h2>
      {caseId === null ? null : (
        <p className="row">
          <StateWord tone="leaf" word={t('ownCall.applied')} />
          <Link to="/my/evaluations/$id" params={{ id: caseId }} className="button go">
            {t('ownCall.toOwn')}
          </Link>
        </p>
      )}
      {hindrance === null ? null : <p>{t('ownCall.hindered', { why: of(hindrance) })}</p>}
      {rules === null ? null : (
        <>
          <h3>{t('ownCall.eligible')}</h3>
          <OwnFindings findings={rules.findings} isBefore />
          <ApplyButton call={call} chance={chance} />
        </>
      )}
    </section>
  )
}

function ApplyButton({ call, chance }: ApplyingProps) {
  const { t } = useText()
  const navigate = useNavigate()
  const apply = useWrite(
    (code: string, key: string) =>
      ask('POST /api/evaluation-calls/:id/applications', { params: { id: call.id }, body: { code }, key }),
    ({ id }) => void navigate({ to: '/my/evaluations/$id', params: { id }, search: {} }),
  )
  const isBarred = chance.rules?.findings.some(({ rule, result }) => rule !== 'V' && result === 'fail') === true
  return (
    <>
      {isBarred ? <p className="notice amber">{t('ownCall.barred')}</p> : null}
      <div className="step-act">
        <button
          type="button"
          className={isBarred ? 'button' : 'button go'}
          aria-disabled={apply.isUnderWay}
          onClick={() => apply.write(chance.code)}
        >
          {t(isBarred ? 'ownCall.applyAnyway' : 'ownCall.apply')}
        </button>
      </div>
      <p className="note">{t('ownCall.applyNote')}</p>
      {apply.error === null ? null : <Failure error={apply.error} />}
    </>
  )
}

/** The parts of the sheet with their points; each opens what is looked at. */
function AskedParts({ call }: { readonly call: OwnCall }) {
  const { t, of } = useText()
  return (
    <ul className="tasks parts">
      {call.score.indicators.map((part) => (
        <li key={part.id}>
          <details>
            <summary>
              {of(begun(part.title))} <small>{t('sheet.most', { points: part.maximum })}</small>
            </summary>
            <ul>
              {leavesBelow(part).map((leaf) => (
                <li key={leaf.id}>
                  {of(begun(leaf.title))} · {t('sheet.most', { points: leaf.maximum })}
                  <small>{t('sheet.evidence', { evidence: of(leaf.evidence) })}</small>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  )
}
