import { useEffect, useRef } from 'react'
import { ask } from './ask.ts'
import { AssignPreview, OverNote, useChoice, type Proposal } from './assign-preview.tsx'
import { Failure } from './failure.tsx'
import { Loaded } from './loaded.tsx'
import { useText } from './text.ts'
import type { DoneAct } from './liaison-undo.tsx'
import { useAsk } from './use-ask.ts'
import { useEscape, useWrite } from './use-write.ts'

export type AssignPanelProps = {
  readonly codes: readonly string[]
  /** Whether the organizations have an officer who is to be changed. */
  readonly replaces?: boolean
  readonly close: () => void
  readonly done: (act: DoneAct) => void
}

/** Proposes officers for organizations, lets one change each, and writes on confirmation. Esc closes. */
export function AssignPanel({ codes, replaces = false, close, done }: AssignPanelProps) {
  const { t } = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = useAsk('GET /api/liaison/proposal', { query: { codes: codes.join(',') } })
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="card" aria-labelledby="assign-title">
      <h2 id="assign-title" ref={heading} tabIndex={-1}>
        {t('liaison.previewTitle')}
      </h2>
      <p className="note">{t('liaison.previewNote')}</p>
      <Loaded asked={asked} lines={4}>
        {(proposal) => (
          <AssignForm key={codes.join()} proposal={proposal} replaces={replaces} close={close} done={done} />
        )}
      </Loaded>
    </section>
  )
}

type FormProps = Omit<AssignPanelProps, 'codes'> & { readonly proposal: Proposal }

function AssignForm({ proposal, replaces = false, close, done }: FormProps) {
  const { t } = useText()
  const { choice, setChoice, note, setNote, isOver, plan, count, isReady } = useChoice(proposal)
  const nobody = Object.values(choice).filter((officer) => officer === null).length
  const box = useEscape<HTMLFormElement>(close)
  const assign = useWrite(
    (body: { plan: typeof plan; replace: boolean; note: string | undefined }, key) =>
      ask('POST /api/liaison/assignments', {
        body: { ...body, plan: body.plan.map((one) => ({ officer: one.officer, codes: [...one.codes] })) },
        key,
      }),
    done,
  )
  return (
    <form
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        if (count > 0 && isReady) assign.write({ plan, replace: replaces, note: isOver ? note : undefined })
      }}
    >
      <AssignPreview proposal={proposal} choice={choice} choose={setChoice} none={t('liaison.nobody')} />
      {nobody === 0 ? null : <p className="note">{t('liaison.nobodyHint', { count: nobody })}</p>}
      {isOver ? <OverNote note={note} setNote={setNote} /> : null}
      {assign.error === null ? null : <Failure error={assign.error} />}
      <p className="row">
        <button type="submit" className="button go" disabled={assign.isUnderWay || count === 0 || !isReady}>
          {t('liaison.confirm', { count })}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('cancel')}
        </button>
      </p>
    </form>
  )
}
