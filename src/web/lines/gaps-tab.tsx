import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { useBodies } from '../shared/body-select.tsx'
import { Empty } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { useSession } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { UndoBar, undoEntry } from '../shared/undo-bar.tsx'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { ConfirmPanel } from './confirm-panel.tsx'
import { bodyOf, isConfirmable, type GapsReply } from './gap.ts'
import { GapTable } from './gap-table.tsx'

/** Every organization without a body, with what the rule proposes; the owner confirms one or many. */
export function GapsTab() {
  const search = useSearch({ from: '/in/lines' })
  const { q, after } = search
  const asked = useAsk('GET /api/lines/gaps', { query: { q, after } }, { keep: true })
  return (
    <>
      <FindGap key={q ?? ''} q={q} />
      <Loaded asked={asked}>{(reply) => <Gaps key={after ?? ''} reply={reply} isFound={q !== undefined} />}</Loaded>
    </>
  )
}

function FindGap({ q }: { readonly q: string | undefined }) {
  const { t } = useText()
  const go = useNavigate({ from: '/lines' })
  const [text, setText] = useState(q ?? '')
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <form
      className="row line-bar"
      onSubmit={(event) => {
        event.preventDefault()
        void go({ search: { tab: 'gaps', q: text === '' ? undefined : text } })
      }}
    >
      <input
        type="search"
        aria-label={t('gap.find')}
        placeholder={t('gap.find')}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.target.value)}
      />
      {mayWrite ? <ListNew /> : null}
    </form>
  )
}

/** Gaps that came about since the last look are listed, each with its owner. */
function ListNew() {
  const { t } = useText()
  const queries = useQueryClient()
  const list = useSubmission((_nothing: undefined, key) => ask('POST /api/lines/gaps', { key }))
  const press = async () => {
    await list.submit(undefined)
    await queries.invalidateQueries()
  }
  return (
    <button type="button" className="button" disabled={list.isUnderWay} onClick={() => void press()}>
      {t('gap.list')}
    </button>
  )
}

type GapsProps = { readonly reply: GapsReply; readonly isFound: boolean }

function Gaps({ reply, isFound }: GapsProps) {
  const { t } = useText()
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const bodies = useBodies()
  const [isPreviewing, setPreviewing] = useState(false)
  const [done, setDone] = useState<{ batch: string; confirmed: number }>()
  if (reply.total === 0 && done === undefined) {
    return <Empty title={t(isFound ? 'gap.noneFound' : 'gap.none')}>{t('gap.noneHint')}</Empty>
  }
  const ready = reply.gaps.filter(
    (gap) => chosen.has(gap.code) && bodyOf(gap, chosen) !== '' && isConfirmable(gap, { bodies, chosen }),
  )
  const items = ready.map((gap) => ({ code: gap.code, bodyId: bodyOf(gap, chosen) }))
  return (
    <>
      {done === undefined ? null : (
        <UndoBar key={done.batch} undo={undoEntry(done.batch)} close={() => setDone(undefined)}>
          {t('gap.done', { count: done.confirmed })}
        </UndoBar>
      )}
      {isPreviewing ? (
        <ConfirmPanel
          items={items}
          close={() => setPreviewing(false)}
          finish={(confirmed) => {
            setDone(confirmed)
            setChosen(new Map())
            setPreviewing(false)
          }}
        />
      ) : (
        <>
          <div className="row line-bar">
            <button
              type="button"
              className="button go"
              disabled={items.length === 0}
              onClick={() => setPreviewing(true)}
            >
              {t('gap.preview', { count: items.length })}
            </button>
            <small>{t('gap.shown', { count: reply.total })}</small>
          </div>
          <GapTable gaps={reply.gaps} chosen={chosen} choose={setChosen} />
          <Paging next={reply.next} />
        </>
      )}
    </>
  )
}

function Paging({ next }: { readonly next: string | null }) {
  const { t } = useText()
  const { q, after } = useSearch({ from: '/in/lines' })
  return (
    <p className="row">
      {after === undefined ? null : (
        <Link to="/lines" search={{ tab: 'gaps', q }} className="button">
          {t('gap.first')}
        </Link>
      )}
      {next === null ? null : (
        <Link to="/lines" search={{ tab: 'gaps', q, after: next }} className="button">
          {t('gap.more')}
        </Link>
      )}
    </p>
  )
}
