import { useEffect, useRef, type ReactNode } from 'react'
import { BasisChips, type Basis } from './basis-chips.tsx'
import { dayText } from './day-text.ts'
import { useScopeWords } from './scope-words.ts'
import { useText } from './text.ts'

export type PageHeadProps = {
  readonly title: string
  /** The sentence that answers the question of the page. */
  readonly lead?: ReactNode
  readonly act?: ReactNode
  readonly basis?: Basis | undefined
}

let hasArrived = false

/** Title, answering sentence, actions at its right, and what the figures rest on. A new page takes the focus here. */
export function PageHead({ title, lead, act, basis }: PageHeadProps) {
  const { t } = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (hasArrived) heading.current?.focus({ preventScroll: true })
    hasArrived = true
  }, [])
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <header className="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead === undefined && act === undefined ? null : (
        <div className="lead">
          <p>{lead}</p>
          {act === undefined ? null : <div className="act">{act}</div>}
        </div>
      )}
      {basis === undefined ? null : (
        <>
          <BasisChips basis={basis} />
          <PrintLine basis={basis} />
        </>
      )}
    </header>
  )
}

/** What stands on paper in place of the bar: scope, day and rules. */
function PrintLine({ basis }: { readonly basis: Basis }) {
  const { t, of, language } = useText()
  const scope = useScopeWords()
  const asOf = dayText(basis.asOf, language)
  return (
    <p className="print-only">{t('print.basis', { scope, asOf, policy: of(basis.policyTitle), id: basis.policy })}</p>
  )
}
