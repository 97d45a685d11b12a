import { lazy, Suspense, useState } from 'react'
import type { Reply } from './ask.ts'
import { dayText } from './day-text.ts'
import { useText } from './text.ts'

export type Basis = Pick<Reply<'GET /api/analysis/coverage'>['basis'], 'asOf' | 'policy' | 'policyTitle' | 'assumed'>

const PolicyDrawer = lazy(async () => ({ default: (await import('./policy-drawer.tsx')).PolicyDrawer }))

/** What the figures of a page rest on: rules, day, and how many values of the rules are assumed. */
export function BasisChips({ basis }: { readonly basis: Basis }) {
  const { t, language, of } = useText()
  const [isOpen, setOpen] = useState(false)
  const assumed = basis.assumed.length
  return (
    <p className="meta">
      <span className="chip">{t('basis.policy', { policy: of(basis.policyTitle) })}</span>
      <span className="chip">{t('basis.asOf', { day: dayText(basis.asOf, language) })}</span>
      <button type="button" className={assumed > 0 ? 'chip amber' : 'chip'} onClick={() => setOpen(true)}>
        {assumed > 0 ? t('basis.assumed', { count: assumed }) : t('basis.values')}
      </button>
      {isOpen ? (
        <Suspense>
          <PolicyDrawer policy={basis.policy} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </p>
  )
}
