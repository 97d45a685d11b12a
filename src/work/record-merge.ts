import { createHash, randomUUID } from 'node:crypto'
import type { Sign } from '../domain/duplicate.ts'
import { getCaseDefinition } from '../domain/case-definitions.ts'
import { normalCode } from '../domain/identifier.ts'
import { leftBy, typed } from '../domain/record-merge.ts'
import { Refusal } from '../domain/refusal.ts'
import { createBatch, saveBatch } from '../store/batch.ts'
import { refollowCases } from '../store/case.ts'
import { listCases } from '../store/case-list.ts'
import { getClock, rehearseAsActor, type Tx } from '../store/connection.ts'
import { listScopes } from '../store/coverage.ts'
import { listWritten } from '../store/duplicate.ts'
import { refreshReach, takeOrganizations } from '../store/entity.ts'
import { findEntryHead } from '../store/entry.ts'
import { listRetired } from '../store/life.ts'
import { findOrganizationId } from '../store/record.ts'
import {
  createMerge,
  findMerge,
  keepMergedNames,
  listMerges,
  listMoved,
  type RecordMerge,
} from '../store/record-merge.ts'
import { demandWriter, reading, tryingAgain, writing, type Clock, type Desk } from './desk.ts'
import { demandBothWritten, demandReason, getPair, rowOf, type PairOfRecords } from './duplicate.ts'
import { tendQuestions } from './gap.ts'
import { takeBack } from './import.ts'
import { closeGone, fillKept, moveCoverage, type MergingFacts } from './merge-facts.ts'
import { endTheLikes } from './merge-things.ts'
import { getPolicy } from './policy.ts'
import { judgeTouched } from './standing.ts'

/** Which of two records stays; the other is gone and its code answers with the kept one. */
export type MergeOrder = { readonly kept: string; readonly gone: string }

type Named = { readonly code: string; readonly name: string }
export type MergeCount = { readonly what: string; readonly count: number }

/** What a merge does: what the kept record learns, what of the gone one it does not take over, what moves and ends. */
export type MergePreview = {
  readonly kept: Named
  readonly gone: Named
  readonly filled: readonly { readonly key: string; readonly value: string }[]
  readonly left: readonly { readonly key: string; readonly kept: string; readonly gone: string }[]
  readonly moves: readonly MergeCount[]
  readonly ends: readonly MergeCount[]
  readonly against: readonly Sign[]
  readonly digest: string
}

/** What a merge would do: it is done and taken back, so the preview is the merge's own. */
export function previewMerge(desk: Desk, order: MergeOrder): Promise<MergePreview> {
  return tryingAgain(() =>
    rehearseAsActor(desk.db, desk.token, async (tx) => {
      await demandWriter(tx, 'record.merge')
      return (await mergeWithin(tx, desk, await getClock(tx), { ...order, reason: '—' })).preview
    }),
  )
}

export type MergeReceipt = { readonly id: string; readonly batch: string; readonly kept: Named; readonly gone: Named }

/** Does it, unless it would do something else by now than what was previewed. */
export function mergeRecords(
  desk: Desk,
  order: MergeOrder & { readonly reason: string; readonly digest: string },
): Promise<MergeReceipt> {
  return writing(desk, 'record.merge', order, async (tx, clock) => {
    const reason = demandReason(order.reason)
    const { preview, id, batch } = await mergeWithin(tx, desk, clock, { ...order, reason })
    if (preview.digest !== order.digest) throw new Refusal('MERGE_STALE')
    const { kept, gone, moves, ends } = preview
    return {
      reply: { id, batch, kept, gone },
      subject: `organizations ${kept.code} ${gone.code}`,
      why: reason,
      facts: { merge: id, moves, ends },
    }
  })
}

async function mergeWithin(tx: Tx, desk: Desk, clock: Clock, order: MergeOrder & { readonly reason: string }) {
  const [keptCode, goneCode] = [normalCode(order.kept), normalCode(order.gone)]
  await demandInUse(tx, [keptCode, goneCode])
  const pair = await getPair(tx, keptCode, goneCode)
  await demandBothWritten(tx, pair)
  await demandSettled(tx, pair)
  await takeOrganizations(tx, [pair.left.id, pair.right.id])
  const merging = await mergingOf(tx, desk, clock, pair)
  const { kept, gone, batch } = merging
  const versions = [await versionOf(tx, kept.code), await versionOf(tx, gone.code)]
  const title = `合并记录 / merge of records：${pair.right.name} → ${pair.left.name}`
  await createBatch(tx, { id: batch, asOf: clock.today, state: 'importing', files: [], origin: 'merge', title })
  const filled = await fillKept(tx, merging)
  const parties = await moveCoverage(tx, merging)
  await closeGone(tx, merging)
  const ended = await endTheLikes(tx, desk, clock, { keptId: kept.id, goneId: gone.id })
  const id = randomUUID()
  const scope = (await listScopes(tx, [kept.id])).get(kept.id) ?? 0
  await keepMergedNames(tx, { organizationId: kept.id, scope }, gone)
  await createMerge(tx, { id, batch, keptId: kept.id, goneId: gone.id, reason: order.reason, day: clock.today })
  await judgeBoth(tx, desk, clock, [kept.id, gone.id])
  await saveBatch(tx, batch, { state: 'done', result: { merge: id } })
  const after = await rowOf(tx, clock, kept)
  const moved = await listMoved(tx, id)
  const countOf = (ends: boolean, more: MergeCount) =>
    countsBy(
      moved.filter((one) => one.ends === ends),
      more,
    )
  const seen = {
    kept: { code: kept.code, name: pair.left.name },
    gone: { code: gone.code, name: pair.right.name },
    filled: Object.entries(filled).map(([key, value]) => ({ key, value })),
    left: leftBy(after, gone.row).map((one) => ({
      key: one.key,
      kept: one.kept === null ? '' : typed(one.kept),
      gone: typed(one.gone),
    })),
    moves: countOf(false, { what: 'party', count: parties }),
    ends: countOf(true, { what: 'openCase', count: ended }),
    against: pair.judgement?.against ?? [],
  }
  const things = moved.map(({ what, thing, ends, mark }) => (ends ? [what, thing] : [what, thing, mark]))
  const digest = createHash('sha256')
    .update(JSON.stringify([versions, seen, things]))
    .digest('hex')
  return { id, batch, preview: { ...seen, digest } satisfies MergePreview }
}

async function mergingOf(tx: Tx, desk: Desk, clock: Clock, { left, right }: PairOfRecords): Promise<MergingFacts> {
  const sideOf = async ({ id, code }: { readonly id: number; readonly code: string }) => ({
    id,
    code,
    row: await rowOf(tx, clock, { code }),
  })
  return { desk, batch: randomUUID(), kept: await sideOf(left), gone: await sideOf(right), today: clock.today }
}

async function versionOf(tx: Tx, code: string): Promise<number> {
  return (await findEntryHead(tx, code))?.version ?? 0
}

/** A code that answers with another already is no record to be merged. */
async function demandInUse(tx: Tx, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const id = await findOrganizationId(tx, code)
    const retired = id === undefined ? undefined : (await listRetired(tx, [id])).get(id)
    if (retired === undefined) continue
    throw new Refusal('MERGE_RETIRED', { code, successor: retired.successors.join('、') || '—' })
  }
}

/** Cases that go over to the kept record, or end because it has their like. */
const GOES_OVER: readonly string[] = ['assignment', 'correction', 'censusReturn', 'followUp', 'conferenceTask']

/** Who answers for the gone record, or what is held against it, must be settled: it would say nothing of the kept one. */
async function demandSettled(tx: Tx, { right }: PairOfRecords): Promise<void> {
  const open = await listCases(tx, { box: 'open', organizationId: right.id }, { after: null, limit: 500 })
  const first = open.find(({ kind }) => !GOES_OVER.includes(kind))
  if (first === undefined) return
  const { name } = getCaseDefinition(first.kind)
  throw new Refusal('MERGE_QUESTION_OPEN', { code: right.code, kind: name.zh, kindEn: name.en })
}

async function judgeBoth(tx: Tx, desk: Desk, clock: Clock, ids: readonly number[]): Promise<void> {
  await refreshReach(tx)
  await judgeTouched(tx, await getPolicy(tx, desk.packs, { day: clock.today }), new Set(ids), () => undefined)
  await tendQuestions(tx, desk, clock, { ids, opens: true })
  await refollowCases(tx, ids)
}

function countsBy(moved: readonly { readonly what: string }[], more: MergeCount): MergeCount[] {
  const counts = new Map<string, number>(more.count === 0 ? [] : [[more.what, more.count]])
  for (const { what } of moved) counts.set(what, (counts.get(what) ?? 0) + 1)
  return [...counts].map(([what, count]) => ({ what, count }))
}

/** Takes a merge back whole; refused with the number of what was changed since. */
export function undoMerge(desk: Desk, id: string): Promise<{ readonly id: string }> {
  return writing(desk, 'record.merge.undo', [id], async (tx, clock) => {
    const merge = await findMerge(tx, id)
    if (merge === undefined || merge.undoneAt !== null) throw new Refusal('NOT_FOUND', { what: '合并 / merge', id })
    const written = await listWritten(tx, [merge.keptId, merge.goneId])
    if (written.size < 2) throw new Refusal('DUPLICATE_NOT_YOURS', { code: merge.goneCode ?? '—' })
    await takeBack(tx, desk, clock, { id: merge.batch, origins: ['merge'] })
    const subject = `organizations ${merge.keptCode ?? '—'} ${merge.goneCode ?? '—'}`
    return { reply: { id }, subject, facts: { merge: id } }
  })
}

const LISTED = 100

/** Merges of one record, or the latest of all that the actor sees; those that were undone stand among them as such. */
export function listRecordMerges(
  desk: Desk,
  code: string | undefined,
): Promise<{ readonly merges: readonly Omit<RecordMerge, 'keptId' | 'goneId' | 'batch'>[] }> {
  return reading(desk, async (tx) => {
    const id = code === undefined ? null : await findOrganizationId(tx, normalCode(code))
    if (id === undefined) throw new Refusal('NOT_FOUND', { what: '社会组织 / organization', id: code ?? '' })
    const merges = await listMerges(tx, id, LISTED)
    return { merges: merges.map(({ keptId: _kept, goneId: _gone, batch: _batch, ...one }) => one) }
  })
}
