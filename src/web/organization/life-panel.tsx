import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Text } from '../../domain/refusal.ts'
import { dayText, instantText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { statusName } from '../shared/names.ts'
import { Receipt } from '../shared/receipt.tsx'
import { useSession } from '../shared/session.ts'
import { StateWord, type Tone } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { LifeForm } from './life-form.tsx'
import { eventName, type Life } from './life-words.ts'

type Event = Life['events'][number]

/** Where it is in its life, what happened to it, who came before it and who goes on. */
export function LifePanel({ code }: { readonly code: string }) {
  const asked = useAsk('GET /api/organizations/:id/life', { params: { id: code } })
  return (
    <Loaded asked={asked} lines={2}>
      {(life) => <LifeBody life={life} />}
    </Loaded>
  )
}

function LifeBody({ life }: { readonly life: Life }) {
  const { t, of } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  const [batch, setBatch] = useState<string | null>(null)
  return (
    <>
      <p>
        {t('life.now')}{' '}
        <StateWord tone={TONES[life.state] ?? 'plain'} word={of(stateName(life.state, t('life.ended')))} />
      </p>
      <Predecessors life={life} />
      <Events events={life.events} />
      {batch === null ? null : <Receipt batch={batch} said={t('life.recorded')} />}
      {mayWrite && life.possible.length > 0 ? <LifeForm life={life} done={setBatch} /> : null}
    </>
  )
}

const TONES: Readonly<Record<string, Tone>> = {
  active: 'leaf',
  incubating: 'river',
  dormant: 'amber',
  liquidating: 'amber',
}

function stateName(state: string, ended: string): Text {
  return state === 'ended' ? { zh: ended, en: ended } : statusName(state)
}

function Predecessors({ life }: { readonly life: Life }) {
  const { t, of, language } = useText()
  if (life.predecessors.length === 0) return null
  return (
    <p>
      {t('life.predecessors')}{' '}
      {life.predecessors.map(({ code, name, event, day }) => (
        <span key={code}>
          <Link to="/orgs/$code" params={{ code }}>
            {name}
          </Link>{' '}
          <small>
            {of(eventName(event))} {dayText(day, language)}
          </small>{' '}
        </span>
      ))}
    </p>
  )
}

function Events({ events }: { readonly events: readonly Event[] }) {
  const { t, of, language } = useText()
  if (events.length === 0) return <p className="note">{t('life.none')}</p>
  return (
    <ListTable<Event>
      caption={t('life.title')}
      rows={events}
      keyOf={({ id }) => id}
      columns={[
        { key: 'day', head: t('life.day'), isShort: true, cell: ({ day }) => dayText(day, language) },
        { key: 'event', head: t('life.event'), names: true, cell: (one) => <EventCell event={one} /> },
        { key: 'document', head: t('life.document'), cell: ({ document }) => document },
        { key: 'reason', head: t('life.reason'), cell: ({ reason }) => reason },
        {
          key: 'by',
          head: t('life.by'),
          cell: ({ by, at }) => (
            <>
              {of(by)} <small>{instantText(at, language)}</small>
            </>
          ),
        },
      ]}
    />
  )
}

function EventCell({ event }: { readonly event: Event }) {
  const { t, of, language } = useText()
  const { event: kind, successors, withdrawnAt } = event
  return (
    <>
      {withdrawnAt === null ? of(eventName(kind)) : <s>{of(eventName(kind))}</s>}
      {withdrawnAt === null ? null : <small>{t('life.withdrawn', { at: instantText(withdrawnAt, language) })}</small>}
      {successors.map(({ code, name }) => (
        <small key={code}>
          {t('life.goesOn')}{' '}
          <Link to="/orgs/$code" params={{ code }}>
            {name}
          </Link>
        </small>
      ))}
    </>
  )
}
