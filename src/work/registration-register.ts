import { creditCodeFaults, isFileNumber, normalCode } from '../domain/identifier.ts'
import { Refusal } from '../domain/refusal.ts'
import { SURVEY_COUNTS } from '../domain/registration-paper.ts'
import { findEntryHead } from '../store/entry.ts'
import { listExportRows } from '../store/export.ts'
import { findOrganizationName } from '../store/record.ts'
import { bindRegistration, listGivenPapers } from '../store/registration.ts'
import type { Act, CaseChange } from './case-act.ts'
import { stateRows, type EntryRow } from './entry.ts'
import { stateLifeEvent } from './life.ts'
import { demandInUse } from './organization-entry.ts'
import { changesOf, countOf, textOf } from './registration-judge.ts'

/** The code of the certificate is whole and free; the case is about that code from now on. */
export async function demandCertificate(act: Act): Promise<CaseChange> {
  const { tx, file, form, clock } = act
  const code = normalCode(String(form['code']))
  const issuedOn = String(form['issuedOn'])
  const pointer = '/body/form/code'
  const isWhole = creditCodeFaults(code).length === 0 || (file.subject['kind'] === 'filed' && isFileNumber(code))
  if (!isWhole) throw new Refusal('CODE_WRONG', { code, pointer })
  if (issuedOn > clock.today) {
    throw new Refusal('DAY_AHEAD', { day: issuedOn, today: clock.today, pointer: '/body/form/issuedOn' })
  }
  const head = await findEntryHead(tx, code)
  const isOnRecord = head !== undefined && head.from !== null
  if (isOnRecord && code !== file.subject['code']) {
    const { name } = (await findOrganizationName(tx, code)) ?? { name: '—' }
    throw new Refusal('CODE_ON_RECORD', { code, name, pointer })
  }
  await demandInUse(tx, code, head, issuedOn)
  const before = textOf(file.subject['code'])
  const incubated = before === null || before === code ? {} : { incubatedAs: before }
  return { subject: { ...file.subject, ...incubated, code }, form: { ...form, code } }
}

/** The organization comes on the register, or goes on from its incubation, with the counts of its survey form. */
export async function certify(act: Act): Promise<void> {
  const { tx, desk, clock, file, form } = act
  const { subject } = file
  const code = String(subject['code'])
  const day = String(form['issuedOn'])
  const title = `登记发证 ${code} / certificate of ${code}`
  const counts = await countCells(act)
  await stateRows(tx, desk, {
    origin: 'case',
    title,
    asOf: day,
    rows: { organizations: [{ ...registerCells(act), ...counts, code, registeredOn: day, status: 'active' }] },
  })
  const before = textOf(subject['incubatedAs'])
  if (before !== null) {
    const document = String(form['document'])
    const order = { event: 'register', day, reason: '', document, place: null, successors: [code] } as const
    await stateLifeEvent(tx, desk, clock, { code: before, order, origin: 'case' })
  }
  await bindRegistration(tx, file.id, code)
}

function registerCells({ file }: Act): EntryRow {
  const { subject, parties } = file
  const cell = (key: string) => {
    const text = textOf(subject[key])
    return text === null ? {} : { [key]: text }
  }
  return {
    ...cell('name'),
    ...cell('kind'),
    ...cell('placeCode'),
    ...cell('address'),
    ...cell('supervisingUnit'),
    ...cell('industry'),
    ...(subject['kind'] === 'filed' ? {} : { authority: parties['authority']?.name ?? '' }),
  }
}

async function countCells({ tx, file }: Act): Promise<EntryRow> {
  const survey = (await listGivenPapers(tx, file.id)).find(({ kind }) => kind === 'survey')
  const cells = SURVEY_COUNTS.map((key) => [key, countOf(survey, key)] as const)
  return Object.fromEntries(cells.flatMap(([key, count]) => (count === null ? [] : [[key, String(count)]])))
}

/** A change of the register: a move is an event of its life, the rest are cells. */
export async function stateChange(act: Act): Promise<void> {
  const { tx, desk, clock, file, form } = act
  const code = String(file.subject['code'])
  const day = String(form['effectiveOn'])
  const changes = changesOf(file)
  const place = changes.find((one) => one.key === 'placeCode')?.to
  const cells = changes.filter((one) => one.key !== 'placeCode').map(({ key, to }) => [key, to === '' ? '#CLEAR' : to])
  if (cells.length > 0) {
    const title = `变更登记 ${code} / change of ${code}`
    const row = { code, ...Object.fromEntries(cells) }
    await stateRows(tx, desk, { origin: 'case', title, asOf: day, rows: { organizations: [row] } })
  }
  if (place === undefined) return
  const document = String(form['approval'] ?? '')
  const order = { event: 'move', day, reason: '', document, place, successors: [] } as const
  await stateLifeEvent(tx, desk, clock, { code, order, origin: 'case' })
}

/** The end of an organization as an event of its life, with the rules of such an event: wound up before it is struck off. */
export async function stateEnd(act: Act): Promise<void> {
  const { tx, desk, clock, file, form } = act
  const code = String(file.subject['code'])
  const [row] = await listExportRows(tx, 'organizations', { asOf: clock.today, knownAt: 'now' }, [code])
  if (row === undefined) return
  const order = {
    event: 'deregister',
    day: String(form['endedOn']),
    reason: '准予注销登记',
    document: String(form['document']),
    place: null,
    successors: [],
  } as const
  await stateLifeEvent(tx, desk, clock, { code, order, origin: 'case' })
}
