import type { DocumentSubject } from '../domain/document.ts'
import type { Tx } from '../store/connection.ts'
import { findCaseReach, findConferenceReach, type SubjectOfDocument } from '../store/document.ts'
import { findOrganizationName } from '../store/record.ts'

/** The things that papers are attached to, each found only by those who see it. */
const SUBJECTS: Readonly<Record<DocumentSubject, (tx: Tx, id: string) => Promise<SubjectOfDocument | undefined>>> = {
  organization: async (tx, id) => {
    const found = await findOrganizationName(tx, id)
    return found && { kind: 'organization', id, scopes: [found.scope], organizationId: found.id }
  },
  case: async (tx, id) => {
    const found = await findCaseReach(tx, id)
    return found && { kind: 'case', id, scopes: found.scopes, organizationId: found.organizationId }
  },
  conference: async (tx, id) => {
    const found = await findConferenceReach(tx, id)
    return found && { kind: 'conference', id, scopes: found.scopes, organizationId: null }
  },
}

export function findDocumentSubject(tx: Tx, kind: DocumentSubject, id: string): Promise<SubjectOfDocument | undefined> {
  return SUBJECTS[kind](tx, id)
}
