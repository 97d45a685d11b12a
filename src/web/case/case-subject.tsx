import { objectOfCase } from '../../domain/case.ts'
import { Link } from '@tanstack/react-router'
import { SHEETS } from '../../domain/sheet.ts'
import { begun, partyName } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import type { Case } from './case.ts'

/** What a case is about: the organization, what its subject says, and who takes part. */
export function CaseSubject({ one }: { readonly one: Case }) {
  const { t, of, language } = useText()
  const { name, code } = objectOfCase(one.subject)
  const told = Object.entries(one.subject).filter(([key, value]) => !HIDDEN.includes(key) && isPlain(value))
  const changes = changesOf(one.subject['fields'])
  return (
    <table className="facts">
      <caption className="unseen">{t('case.subject')}</caption>
      <tbody>
        {code === null ? null : (
          <tr>
            <th scope="row">{t('case.organization')}</th>
            <td>
              <Link to="/orgs/$code" params={{ code }}>
                {name}
              </Link>{' '}
              <small className="code">{code}</small>
            </td>
          </tr>
        )}
        {told.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{subjectWord(key, language)}</th>
            <td>{String(value)}</td>
          </tr>
        ))}
        {changes.map(({ key, to }) => (
          <tr key={key}>
            <th scope="row">{t('case.shouldBe', { field: subjectWord(key, language) })}</th>
            <td>{to === '' ? t('case.blank') : to}</td>
          </tr>
        ))}
        {Object.entries(one.parties).map(([party, who]) => (
          <tr key={party}>
            <th scope="row">{of(partyName(one.kind, party))}</th>
            <td>{who}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Told by the first row, or ids that say nothing to a person. */
const HIDDEN: readonly string[] = ['name', 'title', 'code']

function isPlain(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

type Change = { readonly key: string; readonly to: string }

function changesOf(fields: unknown): Change[] {
  return Array.isArray(fields) ? fields.filter(isChange) : []
}

function isChange(one: unknown): one is Change {
  return typeof one === 'object' && one !== null && 'key' in one && 'to' in one
}

/** The words of a subject: those of the exchange sheets, and a few of the cases themselves. */
function subjectWord(key: string, language: 'zh' | 'en'): string {
  const column = SHEETS.organizations.columns.find((one) => one.key === key)
  if (column !== undefined) return begun({ zh: column.label, en: column.en })[language]
  return begun(SUBJECT_WORDS[key] ?? { zh: key, en: key })[language]
}

const SUBJECT_WORDS: Readonly<Record<string, { zh: string; en: string }>> = {
  reason: { zh: '理由', en: 'reason' },
  placeName: { zh: '所在区划', en: 'place' },
  from: { zh: '原责任主体', en: 'from' },
  to: { zh: '拟责任主体', en: 'to' },
  clause: { zh: '归口依据', en: 'clause' },
  campaign: { zh: '摸底调查', en: 'census' },
  what: { zh: '事项', en: 'what' },
  since: { zh: '自', en: 'since' },
}
