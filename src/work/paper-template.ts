import { isOfficeCode, paperPrefix } from '../domain/paper.ts'
import { PAPER_KIND_NAMES, paperKindOf } from '../domain/paper-kind.ts'
import {
  isTemplateFault,
  readPaperTemplate,
  templateFaults,
  templateFaultText,
  type PaperTemplate,
} from '../domain/paper-template.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import {
  addTemplateVersion,
  findPaperOffice,
  listOtherCodes,
  listPaperOffices as listOffices,
  listTemplateVersions,
  setPaperOffice as putPaperOffice,
  type PaperOffice,
  type TemplateVersion,
} from '../store/paper-office.ts'
import { loadPaperTemplates } from '../store/paper-template-files.ts'
import { reading, writing, type Desk } from './desk.ts'

let shipped: readonly PaperTemplate[] | undefined

/** The shipped templates, read once. */
function listShipped(): readonly PaperTemplate[] {
  shipped ??= loadPaperTemplates()
  return shipped
}

function getShipped(id: string): PaperTemplate {
  const found = listShipped().find((one) => one.id === id)
  if (found !== undefined) return found
  throw new Refusal('NOT_FOUND', { what: '文书模板 / template of papers', id })
}

export type TemplateInForce = { readonly template: PaperTemplate; readonly officeVersion: number | null }

/** What an office writes with: its own newest wording, or the shipped one. */
export async function getTemplateInForce(tx: Tx, office: PaperOffice, id: string): Promise<TemplateInForce> {
  const own = getShipped(id)
  const [newest] = await listTemplateVersions(tx, office.bodyId, id)
  return inForce(own, newest)
}

function inForce(own: PaperTemplate, newest: TemplateVersion | undefined): TemplateInForce {
  if (newest === undefined || newest.content === null) return { template: own, officeVersion: null }
  return { template: newest.content, officeVersion: newest.version }
}

export type OfficeView = Omit<PaperOffice, 'bodyId' | 'scope'>

function officeView({ bodyId: _body, scope: _scope, ...view }: PaperOffice): OfficeView {
  return view
}

/** The offices that I may write papers for. */
export function listPaperOffices(desk: Desk): Promise<{ readonly offices: readonly OfficeView[] }> {
  return reading(desk, async (tx) => ({ offices: (await listOffices(tx)).map(officeView) }))
}

export type TemplateRow = {
  readonly template: PaperTemplate
  readonly shipped: PaperTemplate
  /** Version, day and author of the office's own wording; version 0 where there never was one. */
  readonly version: number
  readonly isOwn: boolean
  readonly changedAt: string | null
  readonly changedBy: Text | null
}

/** Every template as an office has it. */
export function listPaperTemplates(
  desk: Desk,
  officeKey?: string,
): Promise<{ readonly office: OfficeView; readonly templates: readonly TemplateRow[] }> {
  return reading(desk, async (tx) => {
    const office = await getOffice(tx, officeKey ?? (await listOffices(tx))[0]?.key ?? '')
    const versions = await listTemplateVersions(tx, office.bodyId)
    const newest = new Map(versions.toReversed().map((one) => [one.template, one]))
    return {
      office: officeView(office),
      templates: listShipped().map((own) => rowOf(own, newest.get(own.id))),
    }
  })
}

function rowOf(own: PaperTemplate, newest: TemplateVersion | undefined): TemplateRow {
  const { template, officeVersion } = inForce(own, newest)
  return {
    template,
    shipped: own,
    version: newest?.version ?? 0,
    isOwn: officeVersion !== null,
    changedAt: newest?.at ?? null,
    changedBy: newest?.by ?? null,
  }
}

async function getOffice(tx: Tx, key: string): Promise<PaperOffice> {
  const office = await findPaperOffice(tx, key)
  if (office === undefined) throw new Refusal('PAPER_OFFICE', { office: key, pointer: '/query/office' })
  return office
}

async function getOwnOffice(tx: Tx, key: string): Promise<PaperOffice> {
  const office = await findPaperOffice(tx, key)
  if (office?.isMine !== true) throw new Refusal('PAPER_OFFICE', { office: office?.name ?? key })
  return office
}

export type TemplateWording = {
  readonly office: string
  /** null puts the shipped wording in force again. */
  readonly content: unknown
  readonly seen: number
}

/** Words a template anew for one's own office. The old version stays with the papers that were written with it. */
export function savePaperTemplate(desk: Desk, id: string, wording: TemplateWording): Promise<TemplateRow> {
  return writing(desk, 'paper.template', [id, wording], async (tx) => {
    const own = getShipped(id)
    const office = await getOwnOffice(tx, wording.office)
    const version = wording.seen + 1
    const content = wording.content === null ? null : demandTemplate(own, wording.content, version)
    const [newest] = await listTemplateVersions(tx, office.bodyId, id)
    const now = newest?.version ?? 0
    if (now !== wording.seen) throw new Refusal('STALE', { now, seen: wording.seen })
    await addTemplateVersion(tx, office, { template: id, version, content })
    const [saved] = await listTemplateVersions(tx, office.bodyId, id)
    return { reply: rowOf(own, saved), subject: `paper template ${id}`, facts: { office: office.key, version } }
  })
}

/** The wording as a template of the same kind, its faults refused one by one in words. */
function demandTemplate(own: PaperTemplate, content: unknown, version: number): PaperTemplate {
  const fixed = { id: own.id, kind: own.kind, version, isExample: false }
  const said = typeof content === 'object' && content !== null ? content : {}
  const read = readPaperTemplate({ ...said, ...fixed })
  const kind = paperKindOf(own.kind)
  const [fault] = isTemplateFault(read) ? [read] : templateFaults(read)
  if (fault !== undefined || isTemplateFault(read)) {
    throw new Refusal('PAPER_TEMPLATE', fault === undefined ? {} : templateFaultText(fault, kind))
  }
  return read
}

export type OfficeSetting = {
  readonly office: string
  readonly name: string
  readonly code: string
  readonly seen: number
}

/** Sets how one's own office signs and numbers its papers; numbers already given stay. */
export function setPaperOffice(desk: Desk, setting: OfficeSetting): Promise<OfficeView> {
  return writing(desk, 'paper.office', setting, async (tx) => {
    const office = await getOwnOffice(tx, setting.office)
    const [name, code] = [setting.name.trim(), setting.code.trim()]
    if (!isOfficeCode(code) || meetsAnother(code, await listOtherCodes(tx, office.bodyId))) {
      throw new Refusal('PAPER_OFFICE_CODE', { code, pointer: '/body/code' })
    }
    const isSet = await putPaperOffice(tx, office, { name, code, seen: setting.seen })
    if (!isSet) throw new Refusal('STALE', { now: office.version, seen: setting.seen })
    return { reply: officeView(await getOwnOffice(tx, office.key)), subject: `paper office ${office.key}` }
  })
}

/** Whether two codes could begin the same number, with the marks of all forms. */
function meetsAnother(code: string, others: readonly string[]): boolean {
  const prefixes = (one: string) => PAPER_KIND_NAMES.map((kind) => paperPrefix(one, kind))
  const taken = new Set(others.flatMap(prefixes))
  return prefixes(code).some((prefix) => taken.has(prefix))
}
