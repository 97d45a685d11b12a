import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { paperKindOf } from '../../domain/paper-kind.ts'
import type { Reply } from '../shared/ask.ts'
import { LanguageButton } from '../shared/bar-buttons.tsx'
import { dayText } from '../shared/day-text.ts'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'

/** Whether a paper is what it says, for anybody who holds it: no sign-in, nothing of a person. */
export function VerifyPage() {
  const { t } = useText()
  const { code } = useSearch({ from: '/verify' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(code ?? '')
  const asked = useAsk(
    'GET /api/papers/verify/:code',
    { params: { code: code ?? '' } },
    { enabled: code !== undefined },
  )
  return (
    <main className="alone">
      <p className="sign-in-bar">
        <span className="mark">{t('product')}</span>
        <LanguageButton />
      </p>
      <PageHead title={t('verify.title')} lead={t('verify.lead')} />
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          void navigate({ to: '/verify', search: { code: typed.trim() } })
        }}
      >
        <label>
          {t('verify.code')}
          <input
            required
            autoComplete="off"
            spellCheck={false}
            maxLength={30}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button go">
          {t('verify.act')}
        </button>
      </form>
      {code === undefined ? null : (
        <Loaded asked={asked} lines={3}>
          {({ paper }) =>
            paper === null ? <output className="notice amber">{t('verify.none')}</output> : <Found paper={paper} />
          }
        </Loaded>
      )}
    </main>
  )
}

type Verified = NonNullable<Reply<'GET /api/papers/verify/:code'>['paper']>

function Found({ paper }: { readonly paper: Verified }) {
  const { t, of, language } = useText()
  const { kind, number, issuedOn, office, organization, hash, grade, validTo } = paper
  const rows: readonly (readonly [string, string])[] = [
    [t('paper.kind'), of(paperKindOf(kind).name)],
    [t('paper.number'), number],
    [t('paper.day'), dayText(issuedOn, language)],
    [t('paper.office'), office],
    ...(organization === null ? [] : [[t('paper.organization'), organization] as const]),
    ...(grade === null ? [] : [[t('verify.grade'), grade] as const]),
    ...(validTo === null ? [] : [[t('verify.validTo'), dayText(validTo, language)] as const]),
    [t('paper.hash'), hash],
  ]
  return (
    <>
      <Standing paper={paper} />
      <table className="list facts">
        <tbody>
          {rows.map(([head, value]) => (
            <tr key={head}>
              <th scope="row" style={{ minWidth: '6em' }}>
                {head}
              </th>
              <td className="hash" style={{ whiteSpace: 'normal' }}>
                {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Standing({ paper }: { readonly paper: Verified }) {
  const { t, language } = useText()
  const { withdrawnOn, validTo, isOver } = paper
  if (withdrawnOn !== null) {
    return <output className="notice brick">{t('verify.withdrawn', { on: dayText(withdrawnOn, language) })}</output>
  }
  if (isOver && validTo !== null) {
    return <output className="notice amber">{t('verify.over', { on: dayText(validTo, language) })}</output>
  }
  return <output className="notice leaf">{t('verify.issued')}</output>
}
