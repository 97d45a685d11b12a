import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { CaseActionDefinition, Form } from '../../domain/case.ts'
import { expectedFirst, suggestedForm } from '../../domain/outcome-suggestion.ts'
import { ask, newKey } from '../shared/ask.ts'
import { findDefinition } from '../shared/case-words.ts'
import { Failure } from '../shared/failure.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { ActButtons, isPlain, offeredIn, type Offered } from './act-buttons.tsx'
import { ActionForm } from './action-form.tsx'
import type { Case } from './case.ts'
import { useFound } from './evaluation-rules.tsx'
import { Letter } from './letter.tsx'
import { hasPanelToName } from './panel-form.tsx'
import { useCaseKeys, useQueueLoop, type QueueLoop } from './queue-loop.ts'
import { sentForm } from './sent-form.ts'
import type { Tick } from './tick-list.tsx'

/** What I can do: the first action is the one expected, those that close a door stand apart and ask once more. */
export function CaseActs({ one }: { readonly one: Case }) {
  const { t } = useText()
  const [chosen, setChosen] = useState<string>()
  const loop = useQueueLoop(one.id)
  const act = useAct(one, loop)
  const { ticks, begin, failed, isKnown, isFound } = useRules(one)
  const actions = expectedFirst(offeredIn(one), isFound)
  // One key acts where the rules were asked and nothing failed, and the form needs nothing; else it opens the form.
  const go = ({ name, action }: Offered) => {
    if (loop.isIn && failed?.length === 0 && isPlain(action)) act.mutate({ name, form: one.suggested[name] ?? {} })
    else if (action.form.length > 0) setChosen(name)
  }
  const [expected] = actions
  const mayGo = expected !== undefined && isKnown && !act.isPending
  useCaseKeys({ act: mayGo ? () => go(expected) : undefined })
  const press = ({ name, action }: Offered) =>
    action.form.length === 0 && action.isAdverse !== true ? act.mutate({ name, form: {} }) : setChosen(name)
  if (actions.length === 0) return <Nothing one={one} />
  const open = actions.find(({ name }) => name === chosen)
  return (
    <section className="card" aria-label={t('case.acts')}>
      <ActButtons actions={actions} chosen={chosen} isBusy={act.isPending} press={press} />
      {open === undefined ? null : (
        <ActionForm
          key={open.name}
          action={open.action}
          ticks={ticks}
          initial={one.suggested[open.name] ?? begin(open.action)}
          isBusy={act.isPending}
          below={(form) =>
            open.action.paper === undefined ? null : <Letter id={one.id} action={open.name} form={form} />
          }
          send={(form) => act.mutate({ name: open.name, form })}
          close={() => setChosen(undefined)}
        />
      )}
      {act.error === null ? null : <Failure error={act.error} kept={t('case.kept')} />}
    </section>
  )
}

/** Nothing of the definition: done and on to the next, with somebody else, or an act of its own beside this. */
function Nothing({ one }: { readonly one: Case }) {
  const { t } = useText()
  if (one.closedOn !== null) return <Next />
  return hasPanelToName(one) ? null : <p className="note">{t('case.nothingToDo')}</p>
}

type Rules = {
  readonly ticks: readonly Tick[] | undefined
  readonly begin: (action: CaseActionDefinition) => Form
  /** What was last found to fail: undefined where nothing was asked, or as long as it is not known. */
  readonly failed: readonly Tick[] | undefined
  readonly isKnown: boolean
  readonly isFound: boolean
}

/**
 * What a list of rules can name: the rules that were found to fail, and the grounds of law of the case. Where the rules are
 * asked anew and not kept, a notice begins with what they say now.
 */
function useRules(one: Case): Rules {
  const today = useSession().data?.today ?? one.since
  const { failing, isFound } = useFound(one)
  const { kept, isKnown } = useKept(one)
  const failed = failing ?? kept?.filter((finding) => finding.result === 'fail')
  const grounds = Object.entries(findDefinition(one.kind)?.grounds ?? {}).map(([rule, text]) => ({ rule, text }))
  const ground = { findings: failing ?? [], actions: [], gates: { rectifyDays: 0 }, today }
  return {
    failed,
    isKnown: one.kind === 'evaluation' ? failing !== undefined : isKnown,
    ticks: failed === undefined ? undefined : [...failed, ...grounds],
    begin: (action) => (action.part === 'notice' ? suggestedForm(action, ground) : {}),
    isFound,
  }
}

/** What the rules found last and the case keeps; nothing where law has no outcome. */
function useKept({ id, kind }: Case) {
  const isJudged = findDefinition(kind)?.legalOrder !== undefined
  const { data } = useAsk('GET /api/cases/:id/judgements', { params: { id } }, { enabled: isJudged })
  return { kept: data?.judgements.at(-1)?.findings, isKnown: !isJudged || data !== undefined }
}

/** One key for one press: a second press of the same button within its answer acts once. */
function useAct(one: Case, loop: QueueLoop) {
  const queries = useQueryClient()
  const key = useRef(newKey())
  return useMutation({
    mutationFn: ({ name, form }: { readonly name: string; readonly form: Form }) =>
      ask('POST /api/cases/:id/actions', {
        params: { id: one.id },
        body: { action: name, form: sentForm(form), seen: one.version },
        key: key.current,
      }),
    onSuccess: async ({ mine, closedOn }) => {
      if (loop.isIn && (closedOn !== null || !mine)) await loop.leave()
    },
    onSettled: () => {
      key.current = newKey()
      return queries.invalidateQueries()
    },
  })
}

/** After the last action: on to what waits next. */
function Next() {
  const { t } = useText()
  return (
    <p className="row">
      <Link to="/cases" search={{ box: 'mine' }} className="button">
        {t('case.next')}
      </Link>
    </p>
  )
}
