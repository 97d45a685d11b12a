import { useState, type ReactNode } from 'react'
import {
  REGISTRATION_PAPER_NAMES,
  SURVEY_COUNTS,
  type RegistrationPaperKind,
  type SurveyCount,
} from '../../domain/registration-paper.ts'
import { GAP_RULES } from '../../domain/registration.ts'
import { ask, type Input, type Reply } from '../shared/ask.ts'
import { begun } from '../shared/case-words.ts'
import { dayText, instantText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { BodyLink } from '../shared/register-links.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import type { Case } from './case.ts'

type Papers = Reply<'GET /api/registrations/:id/papers'>
type Paper = Papers['papers'][number]
type Given = NonNullable<Input<'POST /api/registrations/:id/papers'>['body']>

/** What was given in on Party-building with a registration, and what can be given in now. */
export function RegistrationEvidence({ one }: { readonly one: Case }) {
  const { t } = useText()
  const asked = useAsk('GET /api/registrations/:id/papers', { params: { id: one.id } })
  return (
    <Loaded asked={asked} lines={3}>
      {(papers) => (
        <>
          {one.state === 'gaps' ? <Asked one={one} /> : null}
          {papers.asked.length === 0 ? null : (
            <>
              <h2>{t('registration.papers')}</h2>
              <ul className="findings">
                {papers.asked.map((kind) => (
                  <PaperItem key={kind} id={one.id} kind={kind} papers={papers} />
                ))}
              </ul>
            </>
          )}
          {one.state === 'certified' ? <Proposed papers={papers} /> : null}
        </>
      )}
    </Loaded>
  )
}

/** What the authority has asked for, once and for all. */
function Asked({ one }: { readonly one: Case }) {
  const { t, of, language } = useText()
  const told = one.actions.findLast(({ action }) => action === 'tellGaps')
  if (told === undefined) return null
  const { rules, others } = told.form
  const named = Array.isArray(rules) ? rules.map(String) : []
  const texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = GAP_RULES
  return (
    <section className="notice amber" aria-label={t('registration.asked')}>
      <p>
        <strong>{t('registration.askedOn', { day: dayText(told.day, language) })}</strong>
      </p>
      <ul>
        {named.map((rule) => (
          <li key={rule}>{of(begun(texts[rule] ?? { zh: rule, en: rule }))}</li>
        ))}
        {typeof others === 'string' && others !== '' ? <li>{others}</li> : null}
      </ul>
    </section>
  )
}

function Proposed({ papers }: { readonly papers: Papers }) {
  const { t, of } = useText()
  const { bodyId, clauseText } = papers.proposed
  return (
    <p className="note">
      {t('registration.proposed')}
      {bodyId === null ? t('registration.noBody') : <BodyLink id={bodyId} />}
      {t('registration.clause', { clause: of(clauseText) })}
    </p>
  )
}

type ItemProps = { readonly id: string; readonly kind: RegistrationPaperKind; readonly papers: Papers }

function PaperItem({ id, kind, papers }: ItemProps) {
  const { t, of, language } = useText()
  const [isOpen, setOpen] = useState(false)
  const paper = papers.papers.find((one) => one.kind === kind)
  const mayGive = papers.givable.includes(kind)
  return (
    <li>
      <p>
        <strong>{of(begun(REGISTRATION_PAPER_NAMES[kind]))}</strong>{' '}
        <StateWord
          tone={paper === undefined ? 'amber' : 'leaf'}
          word={
            paper === undefined
              ? t('registration.notGiven')
              : t('registration.given', { at: instantText(paper.at, language), by: of(paper.by) })
          }
        />
      </p>
      {paper === undefined ? null : <Content paper={paper} papers={papers} />}
      {mayGive && !isOpen ? (
        <p>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {t(paper === undefined ? 'registration.give' : 'registration.giveAgain')}
          </button>
        </p>
      ) : null}
      {isOpen ? <GiveForm id={id} kind={kind} before={paper} close={() => setOpen(false)} /> : null}
    </li>
  )
}

function Content({ paper, papers }: { readonly paper: Paper; readonly papers: Papers }) {
  const { t, of, language } = useText()
  const { kind, content } = paper
  if (kind === 'charter') return <Phrases papers={papers} text={wordOf(content['text'])} />
  if (kind === 'commitment') {
    return (
      <p className="note">
        {t('registration.signedOn', { day: dayText(wordOf(content['signedOn']), language) })}{' '}
        {t(content['way'] === 'uploaded' ? 'registration.way.uploaded' : 'registration.way.signed')}
      </p>
    )
  }
  const planned = wordOf(content['plannedOn'])
  return (
    <dl className="used-facts">
      {SURVEY_COUNTS.map((key) => (
        <div key={key}>
          <dt>{of(begun(COUNT_NAMES[key]))}</dt>
          <dd>{String(content[key])}</dd>
        </div>
      ))}
      {planned === '' ? null : (
        <div>
          <dt>{t('registration.plannedOn')}</dt>
          <dd>{dayText(planned, language)}</dd>
        </div>
      )}
    </dl>
  )
}

/** The newest version of the clause is asked for; the older one is shown, for charters that were written by it. */
function Phrases({ papers, text }: { readonly papers: Papers; readonly text: string }) {
  const { t } = useText()
  const versions = papers.phrases.toReversed()
  return (
    <>
      {versions.map(({ version, found, missing }, index) => (
        <div key={version}>
          <p>
            {t(index === 0 ? 'registration.version' : 'registration.olderVersion', {
              version,
              found: found.length,
              of: found.length + missing.length,
            })}
          </p>
          <ul className="phrases">
            {found.map((phrase) => (
              <li key={phrase}>
                <StateWord tone="leaf" word={phrase} />
              </li>
            ))}
            {missing.map((phrase) => (
              <li key={phrase}>
                <StateWord tone={index === 0 ? 'brick' : 'plain'} word={t('registration.missing', { phrase })} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <details>
        <summary>{t('registration.charterText', { count: text.length })}</summary>
        <p className="as-typed">{text}</p>
      </details>
    </>
  )
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const COUNT_NAMES: Readonly<Record<SurveyCount, { readonly zh: string; readonly en: string }>> = {
  staff: { zh: '从业人员', en: 'staff' },
  staffFullTime: { zh: '专职人员', en: 'full-time staff' },
  fullMembers: { zh: '专职人员中正式党员', en: 'full members among full-time staff' },
  probationaryMembers: { zh: '预备党员', en: 'probationary members' },
  otherMembers: { zh: '非专职党员', en: 'members not full-time' },
  relationElsewhere: { zh: '组织关系在别处', en: 'relation elsewhere' },
}

type FormProps = {
  readonly id: string
  readonly kind: RegistrationPaperKind
  readonly before: Paper | undefined
  readonly close: () => void
}

function GiveForm({ id, kind, before, close }: FormProps) {
  const { t } = useText()
  const give = useWrite(
    (body: Given, key) => ask('POST /api/registrations/:id/papers', { params: { id }, body, key }),
    close,
  )
  const seen = before?.version ?? 0
  const shared = { isBusy: give.isUnderWay, close }
  return (
    <>
      {kind === 'charter' ? (
        <CharterForm
          {...shared}
          text={wordOf(before?.content['text'])}
          send={(text) => give.write({ kind, seen, text })}
        />
      ) : kind === 'commitment' ? (
        <CommitmentForm {...shared} send={(form) => give.write({ kind, seen, ...form })} />
      ) : (
        <SurveyForm {...shared} before={before} send={(form) => give.write({ kind, seen, ...form })} />
      )}
      {give.error === null ? null : <Failure error={give.error} kept={t('case.kept')} />}
    </>
  )
}

type Shared = { readonly isBusy: boolean; readonly close: () => void }

function Shell(props: Shared & { readonly submit: () => void; readonly children: ReactNode }) {
  const { t } = useText()
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        props.submit()
      }}
    >
      {props.children}
      <div className="row">
        <button type="submit" className="button go" disabled={props.isBusy}>
          {t('registration.give')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}

function CharterForm(props: Shared & { readonly text: string; readonly send: (text: string) => void }) {
  const { t } = useText()
  const [text, setText] = useState(props.text)
  return (
    <Shell {...props} submit={() => props.send(text)}>
      <label>
        {t('registration.charterPaste')}
        <textarea rows={8} required maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
    </Shell>
  )
}

type Commitment = { readonly signedOn: string; readonly way: 'uploaded' | 'signed' }

function CommitmentForm(props: Shared & { readonly send: (form: Commitment) => void }) {
  const { t } = useText()
  const [signedOn, setSignedOn] = useState('')
  const [way, setWay] = useState<Commitment['way']>('signed')
  return (
    <Shell {...props} submit={() => props.send({ signedOn, way })}>
      <label>
        {t('registration.signed')}
        <input type="date" required value={signedOn} onChange={(event) => setSignedOn(event.target.value)} />
      </label>
      <label>
        {t('registration.way')}
        <select value={way} onChange={(event) => setWay(event.target.value === 'uploaded' ? 'uploaded' : 'signed')}>
          <option value="signed">{t('registration.way.signed')}</option>
          <option value="uploaded">{t('registration.way.uploaded')}</option>
        </select>
      </label>
    </Shell>
  )
}

type Survey = Readonly<Record<SurveyCount, number>> & { readonly plannedOn: string | null }

function SurveyForm(props: Shared & { readonly before: Paper | undefined; readonly send: (form: Survey) => void }) {
  const { t, of } = useText()
  const { before } = props
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(SURVEY_COUNTS.map((key) => [key, numberWord(before?.content[key])])),
  )
  const [plannedOn, setPlannedOn] = useState(wordOf(before?.content['plannedOn']))
  const countOf = (key: SurveyCount) => Number(counts[key] ?? 0)
  const submit = () =>
    props.send({
      staff: countOf('staff'),
      staffFullTime: countOf('staffFullTime'),
      fullMembers: countOf('fullMembers'),
      probationaryMembers: countOf('probationaryMembers'),
      otherMembers: countOf('otherMembers'),
      relationElsewhere: countOf('relationElsewhere'),
      plannedOn: plannedOn === '' ? null : plannedOn,
    })
  return (
    <Shell {...props} submit={submit}>
      <p className="note">{t('registration.countsOnly')}</p>
      {SURVEY_COUNTS.map((key) => (
        <label key={key}>
          {of(begun(COUNT_NAMES[key]))}
          <input
            type="number"
            min={0}
            required
            value={counts[key] ?? ''}
            onChange={(event) => setCounts({ ...counts, [key]: event.target.value })}
          />
        </label>
      ))}
      <label>
        {t('registration.plannedOn')}
        <input type="date" value={plannedOn} onChange={(event) => setPlannedOn(event.target.value)} />
      </label>
    </Shell>
  )
}

function numberWord(value: unknown): string {
  return typeof value === 'number' ? String(value) : ''
}
