import { isDay } from '../domain/day.ts'
import { CLAUSE_TEXTS } from '../domain/assignment.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  papersGivenIn,
  papersOfAct,
  phrasesIn,
  REGISTRATION_PAPER_NAMES,
  type PhrasesFound,
  type RegistrationPaperKind,
  type SurveyCount,
} from '../domain/registration-paper.ts'
import { problemText } from '../domain/problem.ts'
import { findCase, listServedParties, type CaseFile } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { addGivenPaper, findPlaceOnRecord, listGivenPapers, type GivenPaper } from '../store/registration.ts'
import { reading, takingPart, type Clock, type Desk } from './desk.ts'
import { proposer } from './gap.ts'
import { countFaults } from './organization-rules.ts'
import { getPolicyWithGates } from './policy.ts'
import { actOf, movedTo, textOf } from './registration-judge.ts'

export type PaperGiven =
  | { readonly kind: 'charter'; readonly seen: number; readonly text: string }
  | {
      readonly kind: 'commitment'
      readonly seen: number
      readonly signedOn: string
      readonly way: 'uploaded' | 'signed'
    }
  | ({ readonly kind: 'survey'; readonly seen: number; readonly plannedOn: string | null } & Readonly<
      Record<SurveyCount, number>
    >)

export type RegistrationPapers = {
  readonly papers: readonly GivenPaper[]
  /** The papers that the act brings, and those that can be given in now by the caller. */
  readonly asked: readonly RegistrationPaperKind[]
  readonly givable: readonly RegistrationPaperKind[]
  /** The key phrases of each version of the clause in the charter that was given in. */
  readonly phrases: readonly PhrasesFound[]
  /** The body that the rule of the three lines proposes. */
  readonly proposed: {
    readonly bodyId: string | null
    readonly clause: string
    readonly clauseText: { zh: string; en: string }
  }
}

/** What was given in with a registration, what is still asked for, and which body the rule proposes. */
export function getRegistrationPapers(desk: Desk, id: string): Promise<RegistrationPapers> {
  return reading(desk, async (tx, clock) => viewOfPapers(tx, desk, clock, await demandRegistration(tx, id)))
}

async function demandRegistration(tx: Tx, id: string): Promise<CaseFile> {
  const file = await findCase(tx, id)
  if (file?.kind !== 'registration') throw new Refusal('NOT_FOUND', { what: '登记事项 / registration', id })
  return file
}

async function viewOfPapers(tx: Tx, desk: Desk, clock: Clock, file: CaseFile): Promise<RegistrationPapers> {
  const papers = await listGivenPapers(tx, file.id)
  const { gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
  const charter = papers.find(({ kind }) => kind === 'charter')
  const { asked, givable } = await askedPapers(tx, file)
  return {
    papers,
    asked,
    givable,
    phrases: charter === undefined ? [] : phrasesIn(textOf(charter.content['text']) ?? '', gates.parameters),
    proposed: await proposedBody(tx, clock, file),
  }
}

async function askedPapers(tx: Tx, file: CaseFile) {
  const asked = papersOfAct(actOf(file))
  const { applicant, authority } = file.parties
  const parties = {
    ...(applicant === undefined ? {} : { applicant }),
    ...(authority === undefined ? {} : { authority }),
  }
  const served = file.closedOn === null ? await listServedParties(tx, parties) : []
  return { asked, givable: served.length === 0 ? [] : papersGivenIn(actOf(file), file.state) }
}

async function proposedBody(tx: Tx, clock: Clock, file: CaseFile): Promise<RegistrationPapers['proposed']> {
  const place = await findPlaceOnRecord(tx, movedTo(file) ?? textOf(file.subject['placeCode']) ?? '')
  const placeId = place?.id ?? 0
  const propose = await proposer(tx, clock, [{ placeId }])
  const { clause, body } = propose({
    placeId,
    kind: file.subject['kind'] === 'filed' ? 'filed' : 'association',
    supervisingUnit: textOf(file.subject['supervisingUnit']),
    industry: textOf(file.subject['industry']),
    authority: file.parties['authority']?.name ?? null,
    claims: [],
    case: null,
  })
  return { bodyId: body, clause, clauseText: CLAUSE_TEXTS[clause] }
}

/** Gives in one paper, or a new version of it; the old ones stay on record. */
export function giveRegistrationPaper(desk: Desk, id: string, given: PaperGiven): Promise<RegistrationPapers> {
  return takingPart(desk, 'registration.paper', [id, given], async (tx, clock) => {
    const file = await demandRegistration(tx, id)
    const { givable } = await askedPapers(tx, file)
    if (!givable.includes(given.kind)) {
      const name = REGISTRATION_PAPER_NAMES[given.kind]
      throw new Refusal('REGISTRATION_PAPER', { paper: name.zh, paperEn: name.en })
    }
    const now = (await listGivenPapers(tx, id)).find(({ kind }) => kind === given.kind)?.version ?? 0
    if (now !== given.seen) throw new Refusal('STALE', { now, seen: given.seen })
    await addGivenPaper(tx, id, { kind: given.kind, version: now + 1, content: contentOf(given, clock) })
    const reply = await viewOfPapers(tx, desk, clock, file)
    return { reply, subject: `case ${id}`, facts: { paper: given.kind, version: now + 1 } }
  })
}

function contentOf(given: PaperGiven, { today }: Clock): GivenPaper['content'] {
  const { kind: _kind, seen: _seen, ...content } = given
  if (given.kind === 'charter') return { text: given.text.trim() }
  if (given.kind === 'commitment') {
    demandDay('signedOn', given.signedOn)
    if (given.signedOn > today)
      throw new Refusal('DAY_AHEAD', { day: given.signedOn, today, pointer: '/body/signedOn' })
    return content
  }
  if (given.plannedOn !== null) demandDay('plannedOn', given.plannedOn)
  const fault = countFaults(content)
  if (fault !== undefined) {
    throw new Refusal('REGISTRATION_COUNTS', {
      ...problemText(fault.code, fault.details),
      pointer: `/body/${fault.key}`,
    })
  }
  return content
}

function demandDay(key: string, day: string): void {
  if (!isDay(day)) throw new Refusal('BAD_REQUEST', { detail: `${key} “${day}” → YYYY-MM-DD`, pointer: `/body/${key}` })
}
