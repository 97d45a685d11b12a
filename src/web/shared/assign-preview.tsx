import { useState } from 'react'
import { loadWordOf, type LoadWord } from '../../domain/liaison.ts'
import type { Reply } from './ask.ts'
import { ListTable } from './list-table.tsx'
import { StateWord, type Tone } from './state-word.tsx'
import { useText } from './text.ts'

export type Proposal = Reply<'GET /api/liaison/proposal'>
export type Choice = Readonly<Record<string, number | null>>
export type Planned = readonly { readonly officer: number; readonly codes: readonly string[] }[]

export const LOAD_TONES: Readonly<Record<LoadWord, Tone>> = { within: 'leaf', full: 'river', over: 'amber' }

/** Who takes what, by officer: the shape in which it is sent. */
export function planOf(choice: Choice): Planned {
  const plan = new Map<number, string[]>()
  for (const [code, officer] of Object.entries(choice)) {
    if (officer !== null) plan.set(officer, [...(plan.get(officer) ?? []), code])
  }
  return [...plan].map(([officer, codes]) => ({ officer, codes }))
}

/** The loads after a choice, of the officers who get something. */
export function loadsAfter(proposal: Proposal, choice: Choice) {
  const counts = new Map(planOf(choice).map(({ officer, codes }) => [officer, codes.length]))
  return proposal.officers
    .filter((one) => counts.has(one.officer))
    .map((one) => {
      const after = one.before + (counts.get(one.officer) ?? 0)
      const word = loadWordOf(after, proposal.limit)
      return { ...one, after, word, isOver: word === 'over' }
    })
}

export function firstChoice(proposal: Proposal): Choice {
  return Object.fromEntries(proposal.organizations.map(({ code, officer }) => [code, officer]))
}

export type PreviewProps = {
  readonly proposal: Proposal
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
  /** The word for leaving an organization out. */
  readonly none: string
}

/** Each organization with who would take it, changeable, and what each officer then looks after. */
export function AssignPreview({ proposal, choice, choose, none }: PreviewProps) {
  const { t } = useText()
  const loads = loadsAfter(proposal, choice)
  return (
    <>
      <ListTable
        caption={t('liaison.previewTitle')}
        rows={proposal.organizations}
        keyOf={({ code }) => code}
        columns={[
          { key: 'name', head: t('liaison.organization'), names: true, cell: ({ name }) => name },
          {
            key: 'officer',
            head: t('liaison.officer'),
            cell: ({ code, name }) => (
              <select
                aria-label={`${t('liaison.officer')} ${name}`}
                value={choice[code] ?? ''}
                onChange={(event) => {
                  const { value } = event.target
                  choose({ ...choice, [code]: value === '' ? null : Number(value) })
                }}
              >
                <option value="">{none}</option>
                {proposal.officers.map((one) => (
                  <option key={one.officer} value={one.officer}>
                    {one.name} · {one.bodyName}
                  </option>
                ))}
              </select>
            ),
          },
        ]}
      />
      {loads.length === 0 ? null : (
        <>
          <h3>
            {t('liaison.loadAfter')} <small>{t('liaison.limit', { limit: proposal.limit })}</small>
          </h3>
          <ListTable
            caption={t('liaison.loadAfter')}
            rows={loads}
            keyOf={({ officer }) => String(officer)}
            columns={[
              { key: 'name', head: t('liaison.officer'), names: true, cell: ({ name }) => name },
              { key: 'before', head: t('liaison.before'), isNumber: true, cell: ({ before }) => before },
              { key: 'after', head: t('liaison.after'), isNumber: true, cell: ({ after }) => after },
              {
                key: 'word',
                head: t('liaison.loadHead'),
                cell: ({ word }) => <StateWord tone={LOAD_TONES[word]} word={t(`liaison.loadWord.${word}`)} />,
              },
            ]}
          />
        </>
      )}
    </>
  )
}

/** The note that an officer over the limit needs. */
export function OverNote(props: { readonly note: string; readonly setNote: (note: string) => void }) {
  const { t } = useText()
  return (
    <label className="over-note">
      <span>{t('liaison.note')}</span>
      <textarea
        rows={2}
        maxLength={400}
        value={props.note}
        onChange={(event) => props.setNote(event.target.value)}
        aria-describedby="over-note"
      />
      <small id="over-note">{t('liaison.noteNeeded')}</small>
    </label>
  )
}

/** Choice and note of a preview, begun with what was proposed. */
export function useChoice(proposal: Proposal) {
  const [choice, setChoice] = useState<Choice>(() => firstChoice(proposal))
  const [note, setNote] = useState('')
  const loads = loadsAfter(proposal, choice)
  const isOver = loads.some((one) => one.isOver)
  const plan = planOf(choice)
  const count = plan.reduce((sum, one) => sum + one.codes.length, 0)
  return { choice, setChoice, note, setNote, isOver, plan, count, isReady: !isOver || note.trim() !== '' }
}
