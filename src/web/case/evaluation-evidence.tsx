import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { dayText } from '../shared/day-text.ts'
import { EXEMPTIONS } from '../../domain/evaluation.ts'
import { GRADES } from '../../domain/organization.ts'
import { Loaded } from '../shared/loaded.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { CONDITION_WORDS, EFFECT_WORDS } from '../../domain/veto-words.ts'
import { begun } from '../shared/case-words.ts'
import type { Case } from './case.ts'
import type { Evaluation } from './evaluation-rules.tsx'
import { EvaluationScores } from './evaluation-scores.tsx'

/** What an evaluation shows of its own: score and grades, how far the experts are, and the sheet with its evidence. */
export function EvaluationEvidence({ one }: { readonly one: Case }) {
  const { t } = useText()
  const asked = useAsk('GET /api/evaluations/:id', { params: { id: one.id } }, { keep: true })
  return (
    <Loaded asked={asked} lines={4}>
      {(view) => (
        <>
          <h2>{t('evaluation.found')}</h2>
          <Grades view={view} />
          <Veto view={view} one={one} />
          {view.seats.length === 0 ? null : <Seats view={view} />}
          <h2>{t('evaluation.self')}</h2>
          <EvaluationScores view={view} />
        </>
      )}
    </Loaded>
  )
}

/** The score with its Party part, and the grades one after another: none of them hides the one before. */
function Grades({ view }: { readonly view: Evaluation }) {
  const { t, language } = useText()
  const { found, grade, gradeValidTo, announcedOn, power, terms } = view
  if (found === null) return <p className="note">{t('evaluation.notScored')}</p>
  const none = t('evaluation.noGrade')
  return (
    <table className="facts">
      <caption className="unseen">{t('evaluation.found')}</caption>
      <tbody>
        <Line head={t('evaluation.score')}>
          {t('evaluation.scoreOf', { score: found.score, total: terms.total })} <small>{t('evaluation.meanOf')}</small>
        </Line>
        <Line head={t('evaluation.partyScore')}>
          {t('evaluation.scoreOf', { score: found.partyScore, total: terms.partyMaximum.value })}
        </Line>
        <Line head={t('evaluation.byScore')}>{found.gradeByScore ?? none}</Line>
        {view.case.actions.some(({ action }) => action === 'vote') ? (
          <Line head={t('evaluation.byPanel')}>{found.panelGrade ?? none}</Line>
        ) : null}
        {found.isVetoed ? (
          <Line head={t('evaluation.afterVeto')}>
            <StateWord tone="brick" word={found.grade ?? none} />
          </Line>
        ) : null}
        {announcedOn === null ? null : (
          <Line head={t('evaluation.announced')}>
            <StateWord tone="leaf" word={grade ?? none} /> {dayText(announcedOn, language)}
            {gradeValidTo === null ? null : (
              <small>{t('evaluation.validTo', { day: dayText(gradeValidTo, language) })}</small>
            )}
          </Line>
        )}
        {isAbove(found.grade, power) && announcedOn === null ? (
          <Line head={t('evaluation.power')}>{t('evaluation.abovePower', { power })}</Line>
        ) : null}
      </tbody>
    </table>
  )
}

function isAbove(grade: Evaluation['grade'], power: Evaluation['power']): boolean {
  return grade !== null && GRADES.indexOf(grade) > GRADES.indexOf(power)
}

function Line({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{head}</th>
      <td>{children}</td>
    </tr>
  )
}

/** The veto as the call printed it, its day, and the look at exemptions that was recorded. */
function Veto({ view, one }: { readonly view: Evaluation; readonly one: Case }) {
  const { t, of, language } = useText()
  const { call, terms } = view
  const { veto } = terms
  const told = one.actions.findLast(({ action }) => action === 'vetoNotify')?.form['exemption']
  const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = EXEMPTIONS
  const looked = typeof told === 'string' ? words[told] : undefined
  const assumed = [veto.condition, veto.effect, veto.fromGrade].some(({ confidence }) => confidence === 'assumed')
  return (
    <>
      <h2>{t('evaluation.vetoTitle')}</h2>
      <p>
        {t('evaluation.vetoTerms', {
          condition: of(begun(CONDITION_WORDS[veto.condition.value])),
          from: veto.fromGrade.value,
          effect: of(EFFECT_WORDS[veto.effect.value]),
        })}{' '}
        {assumed ? <StateWord tone="amber" word={t('policy.assumed')} /> : null}
      </p>
      <p className="note">
        {t('evaluation.vetoDay', { day: dayText(call.vetoOn, language) })}{' '}
        <Link to="/evaluations/calls/$id" params={{ id: call.id }}>
          {call.title}
        </Link>
      </p>
      <p className="note">
        {t('evaluation.exemptions', { count: veto.exemptBelow.value })}
        {looked === undefined ? null : ` ${t('evaluation.lookedAt', { found: of(begun(looked)) })}`}
      </p>
    </>
  )
}

/** Who is on the panels and how far each is; never whose points are which. */
function Seats({ view }: { readonly view: Evaluation }) {
  const { t, of } = useText()
  return (
    <>
      {(['first', 'review'] as const).map((panel) => {
        const seats = view.seats.filter((seat) => seat.panel === panel)
        if (seats.length === 0) return null
        return (
          <Fragment key={panel}>
            <h2>{t(`evaluation.panel.${panel}`)}</h2>
            <ul className="findings">
              {seats.map((seat, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- titles may be alike, and seats are never moved
                <li key={at}>
                  <p>
                    {of(seat.title)} <SeatWord seat={seat} />
                  </p>
                </li>
              ))}
            </ul>
            {panel === 'review' ? <Ballots view={view} /> : null}
          </Fragment>
        )
      })}
    </>
  )
}

/** What the review panel has said so far: more than half of all its members decide. */
function Ballots({ view }: { readonly view: Evaluation }) {
  const { t } = useText()
  const { ballots } = view
  if (ballots === null) return null
  const { members, uphold, change, abstain, result } = ballots
  return (
    <p className="note">
      {t('evaluation.ballots', { members, uphold, change, abstain })} {t(`evaluation.ballots.${result}`)}
    </p>
  )
}

function SeatWord({ seat }: { readonly seat: Evaluation['seats'][number] }) {
  const { t } = useText()
  const { isRecused, isDeclared, isDone, recusal, panel } = seat
  if (isRecused) return <StateWord tone="plain" word={t(`evaluation.back.${recusal ?? 'served'}`)} />
  if (isDone) return <StateWord tone="leaf" word={t(panel === 'first' ? 'evaluation.handedIn' : 'evaluation.voted')} />
  return (
    <StateWord
      tone={isDeclared ? 'river' : 'amber'}
      word={t(isDeclared ? 'evaluation.declared' : 'evaluation.undeclared')}
    />
  )
}
