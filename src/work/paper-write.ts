import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { actionOf } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import {
  fillPaper,
  paperNumber,
  paperPrefix,
  paperText,
  PAPER_STATE_NAMES,
  verificationCode,
  type PaperModel,
  type PaperValues,
} from '../domain/paper.ts'
import { paperKindOf } from '../domain/paper-kind.ts'
import type { PaperTemplate } from '../domain/paper-template.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { listActions, type CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { findCaseReach } from '../store/document.ts'
import {
  createPaper,
  findOrganizationOfPaper,
  findPaper,
  getNextNumber,
  markIssued,
  markLetterWithdrawn,
  type OrganizationOfPaper,
  type PaperContent,
  type PaperFile,
} from '../store/paper.ts'
import { findPaperOffice, type PaperOffice } from '../store/paper-office.ts'
import { getTemplateInForce } from './paper-template.ts'

/** A paper to write: which template, for which office, with which values; the case and organization it belongs to. */
export type PaperOrder = {
  /** The id of a template, such as "gap-notice" (templates/). */
  readonly template: string
  /** The key of the body that writes, at whose desk or above whose desk the actor sits. */
  readonly office: string
  /** By field of the kind of paper (domain/paper-kind.ts); office and organization are filled from the record. */
  readonly values: PaperValues
  readonly caseId?: string | null | undefined
  /** The action of the case that issues it. */
  readonly caseSeq?: number | undefined
  /** The organization by its number in the database; left out, that of the case. */
  readonly organizationId?: number | null | undefined
}

/**
 * Writes a draft, in the transaction of whatever it belongs to: a case action calls it in its effect (`CaseEffect.after`).
 * Refused where a value is missing, the office is not served by the actor, or case or organization are not seen.
 */
export async function draftPaper(tx: Tx, order: PaperOrder): Promise<PaperFile> {
  const office = await demandOffice(tx, order.office)
  const { template, officeVersion } = await getTemplateInForce(tx, office, order.template)
  const caseId = order.caseId ?? null
  const reach = caseId === null ? undefined : await findCaseReach(tx, caseId)
  if (caseId !== null && reach === undefined) throw new Refusal('NOT_FOUND', { what: '事项 / case', id: caseId })
  const organizationId = order.organizationId ?? reach?.organizationId ?? null
  const organization = organizationId === null ? undefined : await findOrganizationOfPaper(tx, organizationId)
  const content = contentOf({ template, officeVersion, office, organization }, order.values)
  const id = randomUUID()
  const scopes = new Set([
    office.scope,
    ...(reach?.scopes ?? []),
    ...(organization === undefined ? [] : [organization.scope]),
  ])
  const { bodyId, scope } = office
  await createPaper(tx, {
    ...content,
    id,
    bodyId,
    scope,
    caseId,
    caseSeq: order.caseSeq,
    organizationId,
    scopes: [...scopes],
  })
  return getPaper(tx, id)
}

/**
 * Gives a draft its number, its day and its code. Once: a paper that is issued already comes back as it is, so that
 * the same act done again gives no second number.
 */
export async function issuePaper(tx: Tx, clock: { readonly today: Day }, id: string): Promise<PaperFile> {
  const paper = await getPaper(tx, id)
  if (paper.state === 'issued') return paper
  if (paper.state === 'withdrawn') throw wrongState(paper, ISSUE)
  const office = await demandOffice(tx, paper.office)
  const prefix = paperPrefix(office.code, paper.kind)
  const year = Number(clock.today.slice(0, 4))
  const number = await getNextNumber(tx, prefix, year)
  const frame = { number: paperNumber(prefix, year, number), issuedOn: clock.today, language: 'zh' as const }
  const model = fillPaper(paper.template, paper.content, frame)
  const code = verificationCode(randomBytes(12))
  const issue = { prefix, year, number, issuedOn: clock.today, code, hash: hashOf(model), model }
  if (!(await markIssued(tx, id, issue))) throw wrongState(paper, ISSUE)
  return getPaper(tx, id)
}

/** What a paper says in one number: anybody who has its text can make it again. */
export function hashOf(model: PaperModel): string {
  return createHash('sha256').update(paperText(model)).digest('hex')
}

export async function getPaper(tx: Tx, id: string): Promise<PaperFile> {
  const found = await findPaper(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '文书 / paper', id })
  return found
}

export async function demandOffice(tx: Tx, key: string): Promise<PaperOffice> {
  const office = await findPaperOffice(tx, key)
  if (office === undefined) throw new Refusal('PAPER_OFFICE', { office: key, pointer: '/body/office' })
  return office
}

type Source = {
  readonly template: PaperTemplate
  readonly officeVersion: number | null
  readonly office: PaperOffice
  readonly organization: OrganizationOfPaper | undefined
}

/** The values with what the record gives: the office, and the organization where the kind of paper is about one. */
export function valuesOf(
  { template, office, organization }: Omit<Source, 'officeVersion'>,
  values: PaperValues,
): PaperValues {
  const { isOfOrganization } = paperKindOf(template.kind)
  const named =
    isOfOrganization && organization !== undefined
      ? { 'organization.name': organization.name, 'organization.code': organization.code }
      : {}
  return { ...values, ...named, 'office.name': office.name }
}

/** The same, tried by filling the template: what cannot be filled is refused. */
export function contentOf(source: Source, values: PaperValues): PaperContent {
  const { template, officeVersion, office, organization } = source
  const all = valuesOf(source, values)
  const { title } = fillPaper(template, all, { number: null, issuedOn: null, language: 'zh' })
  const said = all['organization.name']
  const organizationName = organization?.name ?? (typeof said === 'string' ? said : null)
  return { template, officeVersion, values: all, title: title.slice(0, 300), officeName: office.name, organizationName }
}

/** Withdraws papers of acts that are in force, by the act that is on record now; the reason is that act. */
export async function withdrawLetters(
  { tx, file }: { readonly tx: Tx; readonly file: CaseFile },
  papers: readonly PaperFile[],
): Promise<void> {
  const actions = await listActions(tx, [file.id])
  const { name } = actionOf(getCaseDefinition(file.kind), actions.at(-1)?.action ?? '')
  for (const { id } of papers) {
    const by = { caseId: file.id, seq: file.version, why: `${name.zh} / ${name.en}` }
    if (!(await markLetterWithdrawn(tx, id, by))) throw new Error(`The paper ${id} is not the act's to withdraw.`)
  }
}

type PaperAct = { readonly act: Text; readonly mend: Text }
const ISSUE: PaperAct = {
  act: { zh: '印发', en: 'issue' },
  mend: { zh: '请另拟一件。', en: 'Write a new one.' },
}

export const SERVE = {
  act: { zh: '登记送达', en: 'record the service' },
  mend: {
    zh: '只有已印发、尚未登记送达的文书可以登记一次。',
    en: 'Only an issued paper is served, and that is recorded once.',
  },
}

export function wrongState(paper: PaperFile, { act, mend }: PaperAct): Refusal {
  const state = PAPER_STATE_NAMES[paper.state]
  const told = { state: state.zh, stateEn: state.en, act: act.zh, actEn: act.en, mend: mend.zh, mendEn: mend.en }
  return new Refusal('PAPER_STATE', told)
}
