import { objectOfCase } from '../../domain/case.ts'
import { Link } from '@tanstack/react-router'
import { isDay } from '../../domain/day.ts'
import { DEMOTION_GROUNDS } from '../../domain/demotion.ts'
import { REGISTRATION_ACT_NAMES } from '../../domain/gate-registration.ts'
import { LISTING_GROUNDS } from '../../domain/listing.ts'
import type { Text } from '../../domain/refusal.ts'
import { SHEETS } from '../../domain/sheet.ts'
import { begun, caseName, partyName } from '../shared/case-words.ts'
import { dayText } from '../shared/day-text.ts'
import { kindName, levelName } from '../shared/names.ts'
import { UnitLink } from '../shared/register-links.tsx'
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
            <td>
              <SubjectValue name={key} value={value} about={one.subject} />
            </td>
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
const HIDDEN: readonly string[] = [
  'name',
  'title',
  'code',
  'campaign',
  'holder',
  'origin',
  'host',
  'task',
  'placeCode',
  'call',
  'return',
]

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => typeof one === 'string')
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

type ValueProps = { readonly name: string; readonly value: unknown; readonly about: Case['subject'] }

/** What a subject says in words; a census and a supervising unit open. */
function SubjectValue({ name, value, about }: ValueProps) {
  const { t, of, language } = useText()
  const text = Array.isArray(value) ? value.join(t('semicolon')) : String(value)
  const { campaign } = about
  const named = VALUE_NAMES[name]
  if (named !== undefined) return of(named(text))
  if (name === 'supervisingUnit') return <UnitLink unit={text} />
  if (name === 'campaignTitle' && typeof campaign === 'string') {
    return (
      <Link to="/census/$id" params={{ id: campaign }}>
        {text}
      </Link>
    )
  }
  if (name === 'callTitle' && typeof about['call'] === 'string') {
    return (
      <Link to="/evaluations/calls/$id" params={{ id: about['call'] }}>
        {text}
      </Link>
    )
  }
  return isDay(text) ? dayText(text, language) : text
}

/** Words of closed lists, by the key of the subject under which they stand. */
const VALUE_NAMES: Readonly<Record<string, (word: string) => Text>> = {
  kind: kindName,
  level: levelName,
  pass: caseName,
  act: (word) => begun(ACT_NAMES[word] ?? { zh: word, en: word }),
  ground: (word) => begun(GROUNDS[word] ?? { zh: word, en: word }),
}
const ACT_NAMES: Readonly<Record<string, Text>> = REGISTRATION_ACT_NAMES
const GROUNDS: Readonly<Record<string, Text>> = { ...LISTING_GROUNDS, ...DEMOTION_GROUNDS }

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
  campaignTitle: { zh: '摸底', en: 'census' },
  cutOff: { zh: '截止日', en: 'cut-off day' },
  bodies: { zh: '提出各方', en: 'asked for by' },
  conference: { zh: '联席会议日期', en: 'day of the conference' },
  place: { zh: '会议地点', en: 'place of the conference' },
  what: { zh: '事项', en: 'what' },
  act: { zh: '办理事项', en: 'act' },
  pass: { zh: '抽查的事项', en: 'looks again at' },
  incubatedAs: { zh: '孵化期代码', en: 'code while incubating' },
  partyName: { zh: '党组织名称', en: 'name of the Party organization' },
  hostName: { zh: '联合党组织', en: 'joint Party organization' },
  level: { zh: '拟设层级', en: 'level' },
  since: { zh: '缺口起始', en: 'gap since' },
  callTitle: { zh: '评估通知', en: 'call' },
  year: { zh: '年度', en: 'year' },
  vetoOn: { zh: '一票否决审视日', en: 'day of the veto' },
  ground: { zh: '情形', en: 'ground' },
}
