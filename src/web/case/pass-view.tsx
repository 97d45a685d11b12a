import type { ReactNode } from 'react'
import { DocumentList } from '../shared/document-list.tsx'
import { useText } from '../shared/text.ts'
import { CaseActs } from './case-acts.tsx'
import { CaseSubject } from './case-subject.tsx'
import type { Case } from './case.ts'
import { Outcomes } from './outcomes.tsx'
import { PassActs, PassRules } from './pass-evidence.tsx'

export type PassViewProps = {
  readonly one: Case
  /** What the kind of case shows of its own above the papers, such as a form or a diff. */
  readonly children?: ReactNode
}

/**
 * A case that is decided by rules (ux.md screen 7): what the rules found on the left, what the case is about and its
 * papers in the middle, what I can do and what was decided on the right. On a phone the acts come first.
 */
export function PassView({ one, children }: PassViewProps) {
  const { t } = useText()
  return (
    <div className="pass">
      <section className="pass-acts" aria-labelledby="pass-acts">
        <h2 id="pass-acts">{t('pass.acts')}</h2>
        <CaseActs key={one.version} one={one} />
        <PassActs one={one} />
        <Outcomes one={one} />
      </section>
      <section className="pass-rules" aria-labelledby="pass-rules">
        <h2 id="pass-rules">{t('pass.checklist')}</h2>
        <PassRules one={one} />
      </section>
      <section className="pass-evidence" aria-labelledby="pass-evidence">
        {children}
        <h2 id="pass-evidence">{t('pass.about')}</h2>
        <CaseSubject one={one} />
        <h2>{t('pass.documents')}</h2>
        <DocumentList kind="case" id={one.id} />
      </section>
    </div>
  )
}
