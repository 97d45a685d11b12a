import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, newKey, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { AddressCard } from './address-card.tsx'
import './notice.css'

export type Settings = Reply<'GET /api/notice-settings'>
type Choice = Pick<Settings, 'language' | 'byMail' | 'rhythm' | 'hour' | 'weekday'>

/** How I am reminded. The list in the system is always there; mail only where its holder wants it. */
export function SettingsPage() {
  const { t } = useText()
  const asked = useAsk('GET /api/notice-settings', {})
  return (
    <>
      <p className="back">
        <Link to="/notices">← {t('notice.back')}</Link>
      </p>
      <PageHead title={t('setting.title')} lead={t('setting.lead')} />
      <Loaded asked={asked}>
        {(settings) =>
          settings.isOffered ? (
            <>
              <LastMail settings={settings} />
              <AddressCard settings={settings} />
              {settings.address === null ? null : <ChoiceForm settings={settings} />}
            </>
          ) : (
            <p className="notice">{t('setting.notOffered')}</p>
          )
        }
      </Loaded>
    </>
  )
}

/** What became of the last mail; one that did not arrive is said plainly. */
function LastMail({ settings: { last } }: { readonly settings: Settings }) {
  const { t, language } = useText()
  if (last === null) return null
  const day = dayText(last.day, language)
  if (last.state !== 'failed')
    return <p className="note">{t('setting.last', { day, state: t(stateKey(last.state)) })}</p>
  const code = last.code === null ? '' : ` (${last.code})`
  return <p className="notice amber">{t('setting.lastFault', { day, fault: t(faultKey(last.fault)), code })}</p>
}

const STATES = ['sent', 'waiting', 'claimed', 'failed', 'unknown', 'dropped'] as const
const FAULTS = ['unreachable', 'refused', 'slow', 'unsure'] as const

function stateKey(state: string) {
  return `setting.state.${STATES.find((one) => one === state) ?? 'unknown'}` as const
}

function faultKey(fault: string | null) {
  return `setting.fault.${FAULTS.find((one) => one === fault) ?? 'unsure'}` as const
}

function ChoiceForm({ settings }: { readonly settings: Settings }) {
  const { t } = useText()
  const { language, byMail, rhythm, hour, weekday } = settings
  const [choice, setChoice] = useState<Choice>({ language, byMail, rhythm, hour, weekday })
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ body, key }: { readonly body: Choice; readonly key: string }) =>
      ask('PUT /api/notice-settings', { body, key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/notice-settings'] }),
  })
  const change = (more: Partial<Choice>) => {
    save.reset()
    setChoice({ ...choice, ...more })
  }
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ body: choice, key: newKey() })
      }}
    >
      <label className="choice">
        <input type="checkbox" checked={choice.byMail} onChange={(event) => change({ byMail: event.target.checked })} />
        {t('setting.byMail')}
      </label>
      <p className="note">{t('setting.byMailNote')}</p>
      <div className="row">
        <Select
          label={t('setting.rhythm')}
          value={choice.rhythm}
          options={(['daily', 'weekly'] as const).map((one) => [one, t(`setting.rhythm.${one}`)])}
          choose={(one) => change({ rhythm: one })}
        />
        {choice.rhythm === 'weekly' ? (
          <Select
            label={t('setting.weekday')}
            value={choice.weekday}
            options={([0, 1, 2, 3, 4, 5, 6] as const).map((one) => [one, t(`setting.weekday.${one}`)])}
            choose={(one) => change({ weekday: one })}
          />
        ) : null}
        <Select
          label={t('setting.hour')}
          value={choice.hour}
          options={HOURS.map((one) => [one, t('setting.hourOf', { hour: one })])}
          choose={(one) => change({ hour: one })}
        />
        <Select
          label={t('setting.language')}
          value={choice.language}
          options={(['zh', 'en'] as const).map((one) => [one, t(`setting.language.${one}`)])}
          choose={(one) => change({ language: one })}
        />
      </div>
      {save.error === null ? null : <Failure error={save.error} kept={t('setting.kept')} />}
      <button type="submit" className="button go" disabled={save.isPending}>
        {t('setting.save')}
      </button>
      <output className={save.isSuccess ? 'note' : 'unseen'}>{save.isSuccess ? t('setting.saved') : null}</output>
    </form>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

type SelectProps<V extends string | number> = {
  readonly label: string
  readonly value: V
  readonly options: readonly (readonly [V, string])[]
  readonly choose: (value: V) => void
}

function Select<V extends string | number>({ label, value, options, choose }: SelectProps<V>) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find(([one]) => String(one) === event.target.value)
          if (chosen !== undefined) choose(chosen[0])
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
