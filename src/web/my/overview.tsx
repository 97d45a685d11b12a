import { Link } from '@tanstack/react-router'
import { hindrances } from '../../domain/answers.ts'
import { labelOf } from '../shared/question-value.ts'
import { dayText } from '../shared/day-text.ts'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import type { ReturnForm } from '../shared/use-return-form.ts'
import type { Step } from './steps.ts'

type SectionState = 'notStarted' | 'inProgress' | 'incomplete' | 'done'
const TONES: Readonly<Record<SectionState, Tone>> = {
  notStarted: 'plain',
  inProgress: 'river',
  incomplete: 'amber',
  done: 'leaf',
}

type Props = { readonly form: ReturnForm; readonly steps: readonly Step[] }

/** The sections of the form with their states, what was said when it was returned, and where to go on. */
export function Overview({ form, steps }: Props) {
  const { t, language } = useText()
  const { view } = form
  const sections = view.set.sections.filter(({ id }) => steps.some((step) => step.section === id))
  const states = sections.map(({ id }) => stateOf(form, steps, id))
  const done = states.filter((state) => state === 'done').length
  const days = {
    cutOff: dayText(view.campaign.cutOff, language),
    due: dayText(view.due ?? view.campaign.dueOn, language),
  }
  return (
    <>
      <p className="back">
        <Link to="/my">{t('my.back')}</Link>
      </p>
      <PageHead
        title={view.campaign.title}
        lead={t('overview.lead', { done, of: sections.length, ...days })}
        act={
          <Link className="button go" to="/my/$id" params={{ id: view.id }} search={{ step: goOn(form, steps) }}>
            {t(goLabel(form, done))}
          </Link>
        }
      />
      <ReturnedComment form={form} />
      <ul className="tasks">
        {sections.map((section, index) => (
          <SectionLine
            key={section.id}
            form={form}
            section={section}
            steps={steps}
            state={states[index] ?? 'notStarted'}
          />
        ))}
        <li>
          <Link to="/my/$id" params={{ id: view.id }} search={{ step: 'check' }}>
            {t('check.title')}
          </Link>
          {done === sections.length ? null : (
            <StateWord tone="plain" word={t('overview.notYet', { count: sections.length - done })} />
          )}
        </li>
      </ul>
      <p className="note">{t('overview.kept')}</p>
    </>
  )
}

type LineProps = Props & {
  readonly section: ReturnForm['view']['set']['sections'][number]
  readonly state: SectionState
}

function SectionLine({ form, section, steps, state }: LineProps) {
  const { t, of } = useText()
  const first = steps.find((step) => step.section === section.id)
  return (
    <li>
      <span>
        <Link to="/my/$id" params={{ id: form.view.id }} search={{ step: first?.id }}>
          {of(section.title)}
        </Link>
        <small>{of(section.help)}</small>
      </span>
      <StateWord tone={TONES[state]} word={t(`section.${state}`)} />
    </li>
  )
}

/** Why it came back: the fields that were named lead to their pages. */
export function ReturnedComment({ form }: { readonly form: ReturnForm }) {
  const { t, of, language } = useText()
  const { comment, set, id, state } = form.view
  if (comment === null || state !== 'returned') return null
  const named = set.sections.flatMap((section) => section.questions).filter((one) => comment.fields.includes(one.id))
  return (
    <section className="notice amber" aria-label={t('returned.title')}>
      <p>
        <strong>{t('returned.by', { who: of(comment.by), day: dayText(comment.day, language) })}</strong>
      </p>
      <p>{comment.text}</p>
      <ul>
        {named.map((one) => (
          <li key={one.id}>
            <Link to="/my/$id" params={{ id }} search={{ step: `q.${one.id}` }}>
              {labelOf(one, language)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function seenKey(section: string): string {
  return `seen:${section}`
}

export function markSeen(form: ReturnForm, section: string): void {
  if (form.draft.fields[seenKey(section)] !== true) form.draft.set(seenKey(section), true, section)
}

/** A section is done when its pages were looked at and nothing in it hinders. */
function stateOf(form: ReturnForm, steps: readonly Step[], section: string): SectionState {
  const own = steps.filter((step) => step.section === section).flatMap((step) => step.questions)
  const open = hindrances(form.faults).filter((fault) => own.some((one) => fault.questions.includes(one.id)))
  const isSeen = form.draft.fields[seenKey(section)] === true || form.view.state === 'returned'
  const isTyped = own.some((one) => one.id in form.draft.fields || one.id in form.view.answers)
  if (isSeen) return open.length === 0 ? 'done' : 'incomplete'
  return isTyped ? 'inProgress' : 'notStarted'
}

/** Where to go on: the first field that was named, the first section that is not done, or the check of the answers. */
function goOn(form: ReturnForm, steps: readonly Step[]): string {
  const { comment, state } = form.view
  const named = state === 'returned' ? comment?.fields[0] : undefined
  if (named !== undefined) return `q.${named}`
  return steps.find((step) => stateOf(form, steps, step.section) !== 'done')?.id ?? 'check'
}

function goLabel(form: ReturnForm, done: number) {
  if (form.view.state === 'returned') return 'overview.mend'
  return done === 0 ? 'overview.begin' : 'overview.goOn'
}
