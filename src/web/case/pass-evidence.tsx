import type { ComponentType } from 'react'
import type { Case } from './case.ts'
import { RegistrationEvidence } from './registration-evidence.tsx'

type Evidence = ComponentType<{ readonly one: Case }>

/** By kind of case, what it shows of its own above its papers. */
const EVIDENCE: Readonly<Record<string, Evidence>> = { registration: RegistrationEvidence }

export function PassEvidence({ one }: { readonly one: Case }) {
  const Own = EVIDENCE[one.kind]
  return Own === undefined ? null : <Own one={one} />
}
