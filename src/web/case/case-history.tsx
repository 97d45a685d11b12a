import { Link } from '@tanstack/react-router'
import type { FormField } from '../../domain/case.ts'
import type { Text } from '../../domain/refusal.ts'
import { begun, findCaseAction, partyName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
import { BodyLink } from '../shared/register-links.tsx'
import { useText } from '../shared/text.ts'
import type { Case } from './case.ts'

type Done = Case['actions'][number]

/** Everything that was done, with the office that did it, for whom, on which day, and what was said. */
export function CaseHistory({ one }: { readonly one: Case }) {
  const { t, of, language } = useText()
  return (
    <ListTable<Done>
      caption={t('case.history')}
      rows={one.actions}
      keyOf={(done) => `${done.at} ${done.action}`}
      columns={[
        {
          key: 'action',
          head: t('case.action'),
          names: true,
          cell: ({ action }) => of(begun(findCaseAction(one.kind, action)?.name ?? { zh: action, en: action })),
        },
        { key: 'day', head: t('case.day'), isShort: true, cell: ({ day }) => dayText(day, language) },
        {
          key: 'actor',
          head: t('case.actor'),
          cell: ({ actor, party }) => (
            <>
              {of(actor)}
              <small>{of(partyName(one.kind, party))}</small>
            </>
          ),
        },
        { key: 'said', head: t('case.said'), cell: (done) => <Said kind={one.kind} done={done} /> },
      ]}
    />
  )
}

function Said({ kind, done }: { readonly kind: string; readonly done: Done }) {
  const { t, of } = useText()
  const fields = findCaseAction(kind, done.action)?.form ?? []
  const said = fields.filter((field) => !isBlank(done.form[field.key]))
  return (
    <>
      {said.map((field) => (
        <span key={field.key} className="said">
          <strong>{of(begun(field.label))}</strong>
          {t('colon')}
          <SaidValue field={field} value={done.form[field.key]} />
        </span>
      ))}
    </>
  )
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What a field says in words; a body and a conference open. */
function SaidValue({ field, value }: { readonly field: FormField; readonly value: unknown }) {
  const { t, of, language } = useText()
  if (Array.isArray(value)) return value.map((one) => listWord(field, String(one), of)).join(t('comma'))
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value !== 'string') return String(value)
  if (field.kind === 'body') return <BodyLink id={value} />
  if (field.kind === 'day') return dayText(value, language)
  if (field.kind === 'conference') {
    return (
      <Link to="/lines/conferences/$id" params={{ id: value }}>
        {t('conference.open')}
      </Link>
    )
  }
  const choice = field.choices?.[value]
  return choice === undefined ? value : of(choice)
}

/** A word of a closed list as it is called. */
function listWord({ choices }: FormField, word: string, of: (text: Text) => string): string {
  const choice = choices?.[word]
  return choice === undefined ? word : of(choice)
}
