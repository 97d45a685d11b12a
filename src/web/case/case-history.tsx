import type { FormField } from '../../domain/case.ts'
import type { Text } from '../../domain/refusal.ts'
import { begun, findCaseAction, partyName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { ListTable } from '../shared/list-table.tsx'
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
  const said = fields.flatMap((field) => {
    const text = saidText(field, done.form[field.key], { of, comma: t('comma') })
    return text === '' ? [] : [{ field, text }]
  })
  return (
    <>
      {said.map(({ field, text }) => (
        <span key={field.key} className="said">
          <strong>{of(begun(field.label))}</strong>
          {t('colon')}
          {text}
        </span>
      ))}
    </>
  )
}

type Words = { readonly of: (text: Text) => string; readonly comma: string }

/** What a field says in words; blank where it was left out. */
function saidText(field: FormField, value: unknown, { of, comma }: Words): string {
  if (Array.isArray(value)) return value.join(comma)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return ''
  const choice = field.choices?.[value]
  return choice === undefined ? value : of(choice)
}
