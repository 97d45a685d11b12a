import { actionOf } from '../domain/case.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import type { Day } from '../domain/day.ts'
import {
  fillPaper,
  paperNumber,
  SERVICE_WAYS,
  type PaperModel,
  type PaperState,
  type PaperValues,
  type ServiceWay,
} from '../domain/paper.ts'
import { paperKindOf, type PaperKindName } from '../domain/paper-kind.ts'
import type { PaperTemplate } from '../domain/paper-template.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import {
  countPapers,
  editDraftPaper,
  findOrganizationOfPaper,
  listPapers as listPaperFiles,
  markServed,
  markWithdrawn,
  type PaperCursor,
  type PaperFile,
  type PaperFilter,
} from '../store/paper.ts'
import { demandOrganization } from './demand-organization.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { getTemplateInForce } from './paper-template.ts'
import {
  contentOf,
  demandOffice,
  draftPaper,
  getPaper,
  issuePaper,
  SERVE,
  wrongState,
  type PaperOrder,
} from './paper-write.ts'

export type PaperRow = {
  readonly id: string
  readonly kind: PaperKindName
  readonly title: string
  readonly office: { readonly key: string; readonly name: string }
  readonly organization: { readonly code: string | null; readonly name: string } | null
  readonly caseId: string | null
  readonly state: PaperState
  readonly version: number
  readonly number: string | null
  readonly draftedBy: Text | null
  readonly draftedAt: string
  readonly issuedOn: Day | null
  readonly servedOn: Day | null
  readonly servedWay: ServiceWay | null
  readonly withdrawnOn: Day | null
  /** Whether its organization has no account, so that it goes out on paper. */
  readonly toPrint: boolean
}

export function numberOfPaper({ prefix, year, number }: Pick<PaperFile, 'prefix' | 'year' | 'number'>): string | null {
  return prefix === null || year === null || number === null ? null : paperNumber(prefix, year, number)
}

function rowOf(file: PaperFile): PaperRow {
  const { organizationName, organizationCode } = file
  return {
    id: file.id,
    kind: file.kind,
    title: file.title,
    office: { key: file.office, name: file.officeName },
    organization: organizationName === null ? null : { code: organizationCode, name: organizationName },
    caseId: file.caseId,
    state: file.state,
    version: file.version,
    number: numberOfPaper(file),
    draftedBy: file.draftedBy,
    draftedAt: file.draftedAt,
    issuedOn: file.issuedOn,
    servedOn: file.servedOn,
    servedWay: file.servedWay,
    withdrawnOn: file.withdrawnOn,
    toPrint: file.toPrint,
  }
}

export type PaperQuestion = Omit<PaperFilter, 'caseId'> & {
  readonly case?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export type PaperPage = { readonly total: number; readonly papers: readonly PaperRow[]; readonly next: string | null }

const PAGE = 50

/** The papers that I see: drafts first, then what was issued last. */
export function listPapers(desk: Desk, question: PaperQuestion): Promise<PaperPage> {
  return reading(desk, async (tx) => {
    const { after, limit = PAGE, case: caseId, ...rest } = question
    const filter = { ...rest, caseId }
    const rows = await listPaperFiles(tx, filter, { after: cursorOf(after), limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      total: await countPapers(tx, filter),
      papers: shown.map(rowOf),
      next: rows.length > limit && last !== undefined ? cursorText(last) : null,
    }
  })
}

function cursorText({ issuedOn, number, id }: PaperFile): string {
  return `${issuedOn ?? 'infinity'}~${number ?? 0}~${id}`
}

function cursorOf(after: string | undefined): PaperCursor | null {
  if (after === undefined) return null
  const [, day, number, id] = /^(\d{4}-\d{2}-\d{2}|infinity)~(\d{1,9})~([0-9a-f-]{36})$/.exec(after) ?? []
  if (day === undefined || number === undefined || id === undefined) {
    throw new Refusal('BAD_REQUEST', { detail: 'after', pointer: '/query/after' })
  }
  return { day, number: Number(number), id }
}

export type PaperView = PaperRow & {
  readonly template: PaperTemplate
  /** The version of the office's own wording; null where the shipped one was used. */
  readonly officeVersion: number | null
  readonly values: PaperValues
  readonly model: PaperModel
  readonly code: string | null
  readonly hash: string | null
  readonly issuedBy: Text | null
  readonly withdrawnBy: Text | null
  readonly withdrawnWhy: string | null
  readonly mayWrite: boolean
  /** Whether its service is recorded in the case that issued it. */
  readonly isServedInCase: boolean
  /** Whether an act of a case issued it, so that only the case withdraws it. */
  readonly isOfAct: boolean
}

function viewOf(file: PaperFile): PaperView {
  const { template, officeVersion, content, code, hash, issuedBy, withdrawnBy, withdrawnWhy, mayWrite } = file
  return {
    ...rowOf(file),
    template,
    officeVersion,
    values: content,
    model: modelOf(file),
    code,
    hash,
    issuedBy,
    withdrawnBy,
    withdrawnWhy,
    mayWrite,
    isServedInCase: isServedInCase(file),
    isOfAct: file.caseSeq !== null,
  }
}

/** The words of a paper: as they were issued, or as the draft stands. */
export function modelOf(file: PaperFile, language: PaperModel['language'] = 'zh'): PaperModel {
  if (file.model !== null && language === 'zh') return file.model
  return fillPaper(file.template, file.content, { number: numberOfPaper(file), issuedOn: file.issuedOn, language })
}

export function getPaperView(desk: Desk, id: string): Promise<PaperView> {
  return reading(desk, async (tx) => viewOf(await getPaper(tx, id)))
}

export type PaperDraft = Omit<PaperOrder, 'organizationId'> & {
  /** The code of the organization. */
  readonly organization?: string | undefined
}

/** Writes a draft for an office that I serve. */
export function writePaper(desk: Desk, { organization, ...order }: PaperDraft): Promise<PaperView> {
  return writing(desk, 'paper.draft', [organization, order], async (tx) => {
    const organizationId = organization === undefined ? undefined : (await demandOrganization(tx, organization)).id
    const file = await draftPaper(tx, { ...order, organizationId })
    const { isByActOnly, name } = paperKindOf(file.kind)
    if (isByActOnly === true) throw new Refusal('PAPER_BY_ACT', { kind: name.zh, kindEn: name.en })
    return { reply: viewOf(file), subject: `paper ${file.id}`, facts: { kind: file.kind } }
  })
}

type Seen = { readonly seen: number }

/** Puts other values in a draft, in the template that is in force now. */
export function editPaper(
  desk: Desk,
  id: string,
  { values, seen }: Seen & { readonly values: PaperValues },
): Promise<PaperView> {
  return writing(desk, 'paper.edit', [id, values, seen], async (tx) => {
    const file = await demandMine(tx, id)
    if (file.state !== 'draft') throw wrongState(file, EDIT)
    demandSeen(file, seen)
    const office = await demandOffice(tx, file.office)
    const organization =
      file.organizationId === null ? undefined : await findOrganizationOfPaper(tx, file.organizationId)
    const found = await getTemplateInForce(tx, office, file.template.id)
    const isEdited = await editDraftPaper(tx, id, seen, contentOf({ ...found, office, organization }, values))
    if (!isEdited) throw new Refusal('STALE', { now: file.version + 1, seen })
    return { reply: viewOf(await getPaper(tx, id)), subject: `paper ${id}` }
  })
}

/** Issues a draft that I have seen as it is: number, day and code are given, and its words stay. */
export function issuePaperNow(desk: Desk, id: string, { seen }: Seen): Promise<PaperView> {
  return writing(desk, 'paper.issue', [id, seen], async (tx, clock) => {
    const file = await demandMine(tx, id)
    if (file.state !== 'draft') throw wrongState(file, ISSUE)
    demandSeen(file, seen)
    const issued = await issuePaper(tx, clock, id)
    return { reply: viewOf(issued), subject: `paper ${id}`, facts: { kind: file.kind, number: issued.number } }
  })
}

export type PaperService = { readonly day: Day; readonly way: ServiceWay }

/** Records how and when an issued paper was served. Once: what was recorded is not rewritten. */
export function servePaper(desk: Desk, id: string, served: PaperService): Promise<PaperView> {
  return writing(desk, 'paper.serve', [id, served], async (tx, clock) => {
    const file = await demandMine(tx, id)
    if (isServedInCase(file)) throw new Refusal('LETTER_SERVED')
    if (file.state !== 'issued' || file.servedOn !== null) throw wrongState(file, SERVE)
    demandServedDay(file, served.day, clock)
    if (!(await markServed(tx, id, served))) throw wrongState(file, SERVE)
    return {
      reply: viewOf(await getPaper(tx, id)),
      subject: `paper ${id}`,
      facts: { way: SERVICE_WAYS[served.way].en },
    }
  })
}

/** A decision is served in its case: there it starts the days to put right and to appeal. */
function isServedInCase({ issuedIn }: PaperFile): boolean {
  if (issuedIn === null) return false
  return actionOf(getCaseDefinition(issuedIn.kind), issuedIn.action).part === 'adverse'
}

function demandServedDay({ issuedOn }: PaperFile, day: Day, { today }: Clock): void {
  if (issuedOn !== null && day >= issuedOn && day <= today) return
  throw new Refusal('PAPER_SERVED_DAY', { day, issuedOn: issuedOn ?? '', today, pointer: '/body/day' })
}

/** Withdraws an issued paper: it keeps its number, its words stay readable, and whoever checks it is told. */
export function withdrawPaper(
  desk: Desk,
  id: string,
  { why, seen }: Seen & { readonly why: string },
): Promise<PaperView> {
  return writing(desk, 'paper.withdraw', [id, why, seen], async (tx, clock) => {
    const file = await demandMine(tx, id)
    if (file.state !== 'issued') throw wrongState(file, WITHDRAW)
    if (file.caseSeq !== null) throw new Refusal('LETTER_WITHDRAWN')
    demandSeen(file, seen)
    if (!(await markWithdrawn(tx, id, { day: clock.today, why }))) throw wrongState(file, WITHDRAW)
    return { reply: viewOf(await getPaper(tx, id)), subject: `paper ${id}` }
  })
}

async function demandMine(tx: Tx, id: string): Promise<PaperFile> {
  const file = await getPaper(tx, id)
  if (!file.mayWrite) throw new Refusal('PAPER_OFFICE', { office: file.officeName })
  return file
}

function demandSeen({ version }: PaperFile, seen: number): void {
  if (version !== seen) throw new Refusal('STALE', { now: version, seen })
}

const EDIT = {
  act: { zh: '修改', en: 'change' },
  mend: {
    zh: '已印发的文书不能修改；请撤回后另拟。',
    en: 'An issued paper is not changed; withdraw it and write a new one.',
  },
}
const ISSUE = {
  act: { zh: '印发', en: 'issue' },
  mend: { zh: '它已有文号。', en: 'It has its number.' },
}
const WITHDRAW = {
  act: { zh: '撤回', en: 'withdraw' },
  mend: {
    zh: '只有已印发的文书可以撤回；草稿可以直接修改。',
    en: 'Only an issued paper is withdrawn; a draft can be changed.',
  },
}
