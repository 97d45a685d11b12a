import type { ComponentType } from 'react'
import type { Case } from './case.ts'
import { EvaluationEvidence } from './evaluation-evidence.tsx'
import { EvaluationRules } from './evaluation-rules.tsx'
import { Findings } from './findings.tsx'
import { OwnEvaluation } from './own-evaluation.tsx'
import { PanelForm } from './panel-form.tsx'
import { ReportEvidence } from './report-evidence.tsx'
import { RegistrationEvidence } from './registration-evidence.tsx'

type Evidence = ComponentType<{ readonly one: Case }>

/** By kind of case, what it shows of its own above its papers. */
const EVIDENCE: Readonly<Record<string, Evidence>> = {
  registration: RegistrationEvidence,
  evaluation: EvaluationEvidence,
  annualReport: ReportEvidence,
}

export function PassEvidence({ one }: { readonly one: Case }) {
  const Own = EVIDENCE[one.kind]
  return Own === undefined ? null : <Own one={one} />
}

/** What the rules found: as it was kept last, or as it stands now where the kind of case asks anew. */
export function PassRules({ one }: { readonly one: Case }) {
  return one.kind === 'evaluation' ? <EvaluationRules one={one} /> : <Findings id={one.id} />
}

/** Acts of a kind of case that are no action of its definition. */
export function PassActs({ one }: { readonly one: Case }) {
  if (one.kind !== 'evaluation') return null
  return (
    <>
      <OwnEvaluation one={one} />
      <PanelForm one={one} />
    </>
  )
}
