import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { CLAUSE_TEXTS } from '../../domain/assignment.ts'
import type { Reply } from './ask.ts'
import { caseName, caseStateName } from './case-words.ts'
import { Coordinations } from './coordinations.tsx'
import { dayText } from './day-text.ts'
import { LineForm, type LineAct } from './line-form.tsx'
import { ListTable } from './list-table.tsx'
import { Loaded } from './loaded.tsx'
import { lineName } from './names.ts'
import { useSession } from './session.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

export type LineRecord = Reply<'GET /api/organizations/:id/line'>

/** Who answers for an organization and since when, who did before, who helps, what is open, and what I can do about it. */
export function LineStrip({ code }: { readonly code: string }) {
  const { t } = useText()
  const asked = useAsk('GET /api/organizations/:id/line', { params: { id: code } }, { keep: true })
  return (
    <section className="card" aria-labelledby="line-strip">
      <h2 id="line-strip">{t('strip.title')}</h2>
      <Loaded asked={asked} lines={2}>
        {(record) => (
          <>
            <Now record={record} />
            <Open record={record} />
            <Coordinations rows={record.coordinations} isMine={record.mine} />
            <Acts record={record} />
            <History record={record} />
          </>
        )}
      </Loaded>
    </section>
  )
}

function Now({ record }: { readonly record: LineRecord }) {
  const { t, of, language } = useText()
  const bodies = useAsk('GET /api/bodies', {}).data?.bodies ?? []
  const { now, proposal } = record
  if (now !== null && proposal === null) {
    const from = now.from === null ? t('strip.always') : dayText(now.from, language)
    const line = now.line === null ? '' : of(lineName(now.line))
    return <p>{t('strip.now', { line, body: now.bodyName ?? '—', from })}</p>
  }
  const clause = Object.entries(CLAUSE_TEXTS).find(([key]) => key === proposal?.clause)?.[1]
  const body = bodies.find((one) => one.id === proposal?.body)?.name ?? t('strip.nobody')
  return (
    <p>
      <StateWord tone="brick" word={t('strip.gap')} />{' '}
      {clause === undefined ? null : t('strip.propose', { body, clause: of(clause) })}
    </p>
  )
}

function Open({ record }: { readonly record: LineRecord }) {
  const { t, of } = useText()
  if (record.questions.length === 0) return null
  return (
    <p>
      {t('strip.questions')}
      {t('colon')}
      {record.questions.map((one) => (
        <span key={one.id}>
          <Link to="/cases/$id" params={{ id: one.id }}>
            {of(caseName(one.kind))}
          </Link>{' '}
          {of(caseStateName(one.kind, one.state))}{' '}
        </span>
      ))}
    </p>
  )
}

function Acts({ record }: { readonly record: LineRecord }) {
  const { t } = useText()
  const [act, setAct] = useState<LineAct>()
  const mayWrite = useSession().data?.mayWrite === true
  if (!mayWrite) return null
  const acts: readonly LineAct[] = record.mine ? (record.now === null ? ['help'] : ['offer', 'help']) : ['claim']
  return (
    <>
      <div className="row">
        {acts.map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={one === act}
            onClick={() => setAct(one === act ? undefined : one)}
          >
            {t(`strip.${one}`)}
          </button>
        ))}
      </div>
      {act === undefined ? null : <LineForm key={act} act={act} code={record.code} />}
    </>
  )
}

function History({ record }: { readonly record: LineRecord }) {
  const { t, of, language } = useText()
  const dayOf = (day: string | null) => (day === null ? '' : dayText(day, language))
  return (
    <details>
      <summary>{t('strip.history', { count: record.history.length })}</summary>
      <ListTable
        caption={t('strip.title')}
        rows={record.history}
        keyOf={({ from, statedOn }) => `${from ?? ''} ${statedOn}`}
        columns={[
          {
            key: 'days',
            head: t('strip.period'),
            names: true,
            cell: ({ from, to }) => `${from === null ? t('strip.always') : dayOf(from)} – ${dayOf(to)}`,
          },
          { key: 'body', head: t('load.body'), cell: ({ bodyName }) => bodyName ?? t('strip.nobody') },
          {
            key: 'line',
            head: t('load.line'),
            isShort: true,
            cell: ({ line }) => (line === null ? '—' : of(lineName(line))),
          },
        ]}
      />
    </details>
  )
}
