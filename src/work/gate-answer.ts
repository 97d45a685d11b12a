import { createHash, randomUUID } from 'node:crypto'
import type { Day } from '../domain/day.ts'
import type { Pass, Proposal } from '../domain/gate.ts'
import { judgeFacts, UNTOLD_FACTS, type FactsOf, type ProposalOf, type Rules } from '../domain/gate-judge.ts'
import { GATE_PARAMETER_NAMES } from '../domain/gate-policy.ts'
import { gatesOf } from '../domain/gate-overlay.ts'
import { chainOf, overlaid, PARAMETER_NAMES, type PolicyPack } from '../domain/policy.ts'
import { readPolicyPack } from '../domain/policy-read.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from '../store/connection.ts'
import {
  findAnswer,
  insertAnswer,
  keepPacks,
  listJudgedFacts,
  listPackContents,
  type AnswerRow,
  type JudgedFacts,
  type JudgedFilter,
  type PackContent,
} from '../store/gate-answer.ts'
import { keeping, reading, type Desk } from './desk.ts'
import { judgeQuestion, type GateAnswer, type GateQuestion } from './gate.ts'
import { canonicalJson } from './plan-input.ts'

/** What is kept of an answer beside it: its id, the packs by their content, and when the register was looked at. */
export type Kept = { readonly id: string; readonly packs: readonly string[]; readonly knownAt: string }

/** Asks a pass and keeps the answer, once for each key. */
export function keepAnswer<P extends Pass>(
  desk: Desk,
  pass: P,
  question: GateQuestion<FactsOf[P]>,
): Promise<GateAnswer<ProposalOf[P]> & Kept> {
  return keeping(desk, 'gate.keep', [pass, question], async (tx) => {
    const { answer, facts, overlay, sight } = await judgeQuestion(tx, desk, pass, question)
    const contents = overlay.chain.map(contentOf)
    await keepPacks(tx, contents)
    const kept: Kept = { id: randomUUID(), packs: contents.map(({ hash }) => hash), knownAt: sight.now }
    const { asOf, policy, findings, proposal } = answer
    const code = answer.organization?.code ?? null
    await insertAnswer(tx, { ...kept, pass, code, asOf, policy, facts, findings, proposal })
    const subject = code === null ? `gate ${kept.id}` : `organization ${code}`
    return { reply: { ...answer, ...kept }, subject, facts: { pass, answer: kept.id, policy } }
  })
}

function contentOf(pack: PolicyPack): PackContent {
  const content = canonicalJson(pack)
  return { hash: createHash('sha256').update(content).digest('hex'), packId: pack.id, content }
}

/** A kept answer as it was given. */
export function getAnswer(desk: Desk, id: string): Promise<GateAnswer & Kept> {
  return reading(desk, async (tx) => {
    const { code, name, facts, ...row } = await demandAnswer(tx, id)
    const { title } = ownOf(await keptChain(tx, row.packs))
    return {
      ...row,
      policyTitle: title,
      legalOrder: 'state',
      organization: code === null ? null : { code, name: name ?? '' },
      facts: facts.filter(({ key }) => !UNTOLD_FACTS.includes(key)),
    }
  })
}

async function demandAnswer(tx: Tx, id: string): Promise<AnswerRow> {
  const row = await findAnswer(tx, id)
  if (row === undefined) throw new Refusal('NOT_FOUND', { what: '答复 / answer', id })
  return row
}

async function keptChain(tx: Tx, hashes: readonly string[]): Promise<PolicyPack[]> {
  const contents = await listPackContents(tx, hashes)
  if (contents.length !== hashes.length) throw new Error(`Of ${hashes.length} packs ${contents.length} are kept.`)
  return contents.map((content) => {
    const pack: unknown = JSON.parse(content)
    return pack as PolicyPack // it was read strictly before it was kept, and the table compares its hash
  })
}

function ownOf(chain: readonly PolicyPack[]): PolicyPack {
  const own = chain.at(-1)
  if (own === undefined) throw new Error('A policy needs at least one pack.')
  return own
}

/**
 * The rules of kept packs. Rules that were thought of later stand in none of them: these are taken from the packs of
 * today, and named.
 */
function rulesOf(chain: readonly PolicyPack[], packs: readonly PolicyPack[], asOf: Day): Rules & { later: string[] } {
  const gates = GATE_PARAMETER_NAMES.filter((name) => chain.every((pack) => pack.gates[name] === undefined))
  const numbers = PARAMETER_NAMES.filter((name) => chain.every((pack) => pack.parameters[name] === undefined))
  const later = [...gates, ...numbers]
  const own = ownOf(chain)
  const today = packs.find(({ id }) => id === own.id) ?? packs.find(({ parent }) => parent === null)
  const whole = later.length === 0 || today === undefined ? chain : [...chainOf(today, packs), ...chain]
  return { gates: gatesOf(whole), parameters: overlaid(whole).parameters, asOf, later }
}

export type Replay = {
  readonly id: string
  readonly pass: Pass
  readonly policy: string
  readonly packs: readonly string[]
  readonly asOf: Day
  /** Whether the same facts under the same packs give the same proposal. */
  readonly isSame: boolean
  readonly kept: Proposal
  readonly again: Proposal
  /** Rules that the kept packs do not state, taken from those of today. */
  readonly later: readonly string[]
}

/** Judges a kept answer again by its own facts and packs. */
export function replayAnswer(desk: Desk, id: string): Promise<Replay> {
  return reading(desk, async (tx) => {
    const { pass, policy, packs, asOf, facts, proposal } = await demandAnswer(tx, id)
    const rules = rulesOf(await keptChain(tx, packs), desk.packs, asOf)
    const again = judgeFacts(pass, facts, rules).proposal
    const isSame = canonicalJson(again) === canonicalJson(proposal)
    return { id, pass, policy, packs, asOf, isSame, kept: proposal, again, later: rules.later }
  })
}

export type WhatIf = {
  readonly pack: string
  readonly judged: number
  readonly differ: number
  /** How many went from one outcome to another, those that stay among them. */
  readonly counts: readonly {
    readonly pass: Pass
    readonly from: string
    readonly to: string
    readonly count: number
  }[]
  readonly list: readonly (Pick<JudgedFacts, 'source' | 'id' | 'code' | 'pass' | 'asOf'> & {
    readonly from: string
    readonly to: string
  })[]
}

/** Which judgements of the past would be others under a draft of a pack; nothing is written. */
export async function judgeAgain(desk: Desk, draft: unknown, filter: JudgedFilter): Promise<WhatIf> {
  const pack = readDraft(draft)
  const chain = chainOf(pack, [...desk.packs.filter(({ id }) => id !== pack.id), pack])
  return reading(desk, async (tx) => {
    const judged = (await listJudgedFacts(tx, filter)).map((one) => {
      const { source, id, code, pass, asOf, facts, proposal } = one
      const again = judgeFacts(pass, facts, rulesOf(chain, desk.packs, asOf)).proposal
      return { source, id, code, pass, asOf, from: outcomeOf(proposal), to: outcomeOf(again) }
    })
    const list = judged.filter(({ from, to }) => from !== to)
    return { pack: pack.id, judged: judged.length, differ: list.length, counts: countsOf(judged), list }
  })
}

/** The outcome, with the grade where the pass gives one. */
function outcomeOf(proposal: Proposal & { readonly grade?: string | null }): string {
  return proposal.grade == null ? proposal.outcome : `${proposal.outcome} ${proposal.grade}`
}

function countsOf(judged: readonly { readonly pass: Pass; readonly from: string; readonly to: string }[]) {
  const counts = new Map<string, WhatIf['counts'][number]>()
  for (const { pass, from, to } of judged) {
    const key = `${pass} ${from} > ${to}`
    counts.set(key, { pass, from, to, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)
}

function readDraft(draft: unknown): PolicyPack {
  try {
    return readPolicyPack(draft)
  } catch (error) {
    throw new Refusal('BAD_REQUEST', { detail: error instanceof Error ? error.message : String(error) })
  }
}
