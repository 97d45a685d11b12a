import { Refusal, refusalText, type Text } from '../domain/refusal.ts'
import type { BodyOnRecord } from '../store/body.ts'
import { listCasesById, listServedParties, type CaseFile } from '../store/case.ts'
import { getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import { findScope } from '../store/question.ts'
import type { Act, CaseEffects } from './case-act.ts'
import { demandWriter, writing, type Clock, type Desk } from './desk.ts'
import { stateRows } from './entry.ts'
import { appendToMany, openMissing, proposer, readGaps, type Gap } from './gap.ts'
import { demandBody, demandOwnLine, demandReach, referToConference } from './question.ts'

/** One gap and the body that its owner confirms. */
export type Confirmation = { readonly code: string; readonly bodyId: string }

export type Confirmed = { readonly batch: string; readonly confirmed: number }

/** Confirms the body of one gap or of many, in one batch that can be taken back whole. All of them or none. */
export function confirmAssignments(desk: Desk, wanted: readonly Confirmation[]): Promise<Confirmed> {
  return writing(desk, 'assignment.confirm', wanted, async (tx, clock) => {
    const gaps = await demandGaps(tx, desk, clock, wanted)
    for (const one of wanted) await demandConfirmable(tx, clock, one, gaps)
    const batch = await confirm(tx, desk, clock, { wanted, gaps })
    const reply = { batch, confirmed: wanted.length }
    return { reply, subject: `batch ${batch}`, facts: { organizations: wanted.length } }
  })
}

type Gaps = ReadonlyMap<string, Gap & { readonly file: CaseFile }>

/** The gaps of these codes whose question is at a desk that the actor serves; one that was not listed yet is listed. */
async function demandGaps(tx: Tx, desk: Desk, clock: Clock, wanted: readonly Confirmation[]): Promise<Gaps> {
  const codes = [...new Set(wanted.map((one) => one.code))]
  if (codes.length < wanted.length) throw new Refusal('BAD_REQUEST', { detail: 'items: code twice / 代码重复' })
  await openMissing(tx, desk, clock, { codes })
  const gaps = await readGaps(tx, clock, { codes }, { after: null, limit: codes.length })
  const ids = gaps.flatMap((gap) => (gap.case === null ? [] : [gap.case.id]))
  const files = new Map((await listCasesById(tx, ids)).map((file) => [file.id, file]))
  const served = new Map<string, boolean>()
  const found = new Map<string, Gap & { readonly file: CaseFile }>()
  for (const gap of gaps) {
    const file = files.get(gap.case?.id ?? '')
    if (file === undefined || file.kind !== 'assignment') continue
    const desks = JSON.stringify(file.parties)
    if (!served.has(desks)) served.set(desks, (await listServedParties(tx, file.parties)).length > 0)
    if (served.get(desks) === true) found.set(gap.code, { ...gap, file })
  }
  return found
}

async function demandConfirmable(tx: Tx, clock: Clock, { code, bodyId }: Confirmation, gaps: Gaps): Promise<Gap> {
  const gap = gaps.get(code)
  if (gap === undefined) throw new Refusal('GAP_GONE', { code })
  await demandAnswering(tx, await demandBody(tx, bodyId, clock.today), gap.placeId)
  return gap
}

type Ready = { readonly wanted: readonly Confirmation[]; readonly gaps: Gaps }

async function confirm(tx: Tx, desk: Desk, clock: Clock, { wanted, gaps }: Ready): Promise<string> {
  const bodies = new Map(wanted.map((one) => [one.code, one.bodyId]))
  const files = wanted.flatMap((one) => gaps.get(one.code)?.file ?? [])
  const bodyOf = (file: CaseFile) => bodies.get(String(file.subject['code'])) ?? null
  await appendToMany(tx, desk, clock, {
    files,
    action: 'confirm',
    party: 'owner',
    formOf: (file) => ({ bodyId: bodyOf(file) }),
  })
  const title = `确认责任主体 ${wanted.length} 家 / responsible body of ${wanted.length} confirmed`
  const rows = { organizations: wanted.map(({ code, bodyId }) => ({ code, bodyId })) }
  return (await stateRows(tx, desk, { origin: 'entry', title, asOf: clock.today, rows })).batch
}

export type ConfirmationPreview = {
  readonly ready: readonly { code: string; name: string; bodyId: string; bodyName: string; isProposed: boolean }[]
  readonly refused: readonly { code: string; messages: Text }[]
}

/** What a confirmation would do, done and taken back; each that cannot be done is told with its reason. */
export async function previewAssignments(desk: Desk, wanted: readonly Confirmation[]): Promise<ConfirmationPreview> {
  return rehearseAsActor(desk.db, desk.token, async (tx) => {
    await demandWriter(tx, 'assignment.confirm')
    const clock = await getClock(tx)
    const gaps = await demandGaps(tx, desk, clock, wanted)
    const ready: ConfirmationPreview['ready'][number][] = []
    const refused: ConfirmationPreview['refused'][number][] = []
    for (const one of wanted) {
      try {
        const gap = await demandConfirmable(tx, clock, one, gaps)
        const body = await demandBody(tx, one.bodyId, clock.today)
        const isProposed = gap.proposal.body === one.bodyId
        ready.push({ code: one.code, name: gap.name, bodyId: body.key, bodyName: body.name, isProposed })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused.push({ code: one.code, messages: refusalText(error) })
      }
    }
    const wantedReady = wanted.filter((one) => ready.some((each) => each.code === one.code))
    if (wantedReady.length > 0) await confirm(tx, desk, clock, { wanted: wantedReady, gaps })
    return { ready, refused }
  })
}

export const ASSIGNMENT_EFFECTS: CaseEffects = {
  confirm: { before: demandNamedBody, after: putNamedBody },
  refer: { after: refer },
  catchAll: { after: catchAll },
}

/** The body that a form names answers today and reaches the organization. */
export async function demandNamedBody({ tx, clock, file, form }: Act): Promise<void> {
  const body = await demandBody(tx, String(form['bodyId']), clock.today)
  const scope = await scopeOf(tx, file)
  await demandAnswering(tx, body, Math.floor(scope / 64))
}

/** A body that the actor may put on record for an organization of a place: it reaches there, and is of a line of hers. */
async function demandAnswering(tx: Tx, body: BodyOnRecord, placeId: number): Promise<void> {
  await demandReach(tx, body, placeId)
  await demandOwnLine(tx, body, placeId)
}

/** Puts the body on record through the import, as a decision of this case. */
export async function putBody({ tx, desk, clock, file }: Act, bodyId: string): Promise<void> {
  const code = String(file.subject['code'])
  const title = `责任主体 ${code} → ${bodyId} / responsible body of ${code}`
  const rows = { organizations: [{ code, bodyId }] }
  await stateRows(tx, desk, { origin: 'case', title, asOf: clock.today, rows })
}

export function putNamedBody(act: Act): Promise<void> {
  return putBody(act, String(act.form['bodyId']))
}

async function scopeOf(tx: Tx, file: CaseFile): Promise<number> {
  const scope = await findScope(tx, file.organizationId ?? 0)
  if (scope === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: '—' })
  return scope
}

async function refer(act: Act): Promise<void> {
  await sendGap(act, String(act.form['reason']))
}

async function sendGap(act: Act, reason: string): Promise<void> {
  const { tx, file } = act
  const { owner = { name: '—' } } = file.parties
  await referToConference(act, {
    organizationId: file.organizationId ?? 0,
    organizationScope: await scopeOf(tx, file),
    subject: file.subject,
    holder: owner,
    holderBody: null,
    parties: [],
    reason,
    from: file.id,
  })
}

/** Clause (e): the subdistrict or community of its place; where none is on record there, the conference decides. */
async function catchAll(act: Act): Promise<void> {
  const { tx, clock, file } = act
  const scope = await scopeOf(tx, file)
  const placeId = Math.floor(scope / 64)
  const facts = { kind: 'service', supervisingUnit: null, industry: null, authority: null, claims: [] } as const
  const propose = await proposer(tx, clock, [{ placeId }])
  const { clause, body } = propose({ ...facts, placeId, case: { due: '1900-01-01' } })
  if (clause === 'e' && body !== null) await putBody(act, body)
  else
    await sendGap(
      act,
      '期满无人接收，属地没有社区线主体 / nobody accepted in time, and its place has no body of the community line',
    )
}
