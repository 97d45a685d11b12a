import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { JUDGED, WHOLE_OUTCOME } from '../../test/outcomes.ts'
import type { Form } from '../domain/case.ts'
import { CASE_DEFINITIONS } from '../domain/case-definitions.ts'
import { findActor, findCase } from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { recordJudgement, recordOutcome, type FreshOutcome } from '../store/outcome.ts'
import { appendAction, getCaseTime, openCases } from './case-open.ts'
import { takingPart, type Clock, type Desk } from './desk.ts'
import { draftPaper, issuePaper } from './paper-write.ts'

let city: TestDesk
let second: Desk
let place: number
beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  second = await city.deskOf([{ role: 'officer' }])
  place = (await city.ask<{ id: number }>(`select id from place where code = '320400'`))[0]?.id ?? 0
})
afterAll(() => city.close())

test('the database knows the adverse actions of all definitions', async () => {
  const stored = await city.ask<{ kind: string; action: string }>(
    'select kind, action from adverse_action order by 1, 2',
  )
  const known = CASE_DEFINITIONS.flatMap(({ kind, actions }) =>
    Object.entries(actions)
      .filter(([, one]) => one.part === 'adverse' || (one.part === 'onAppeal' && one.isAdverse === true))
      .map(([action]) => ({ kind, action })),
  )
  expect(stored).toEqual(known.toSorted((a, b) => (`${a.kind} ${a.action}` < `${b.kind} ${b.action}` ? -1 : 1)))
})

type Step = readonly [
  desk: Desk,
  action: string,
  outcome?: ((tx: Tx, whole: FreshOutcome) => FreshOutcome | null) | undefined,
  paper?: 'issued' | 'draft' | 'none',
]

/** A listing that goes through the steps, each a transaction of its own; what is recorded with the last is the test's. */
async function listed(steps: readonly Step[]): Promise<void> {
  const id = randomUUID()
  const desk = { name: 'x', scope: place * 64 + 1 }
  await inCase(city.desk, async (tx, time, today) => {
    await openCases(tx, time, today, [
      {
        id,
        kind: 'listing',
        organizationId: null,
        organizationScope: null,
        subject: {},
        parties: { organization: desk, authority: desk, superior: desk },
        action: 'propose',
        party: 'authority',
      },
    ])
  })
  for (const [by, action, outcome, paper = 'issued'] of steps) {
    await inCase(by, async (tx, time, today, clock) => {
      const file = await findCase(tx, id)
      if (file === undefined) throw new Error('The case is gone.')
      const party = action === 'uphold' ? 'superior' : 'authority'
      const after = await appendAction(tx, time, file, { action, party, day: today, form: FORM })
      if (action === 'notify') await recordJudgement(tx, id, after.version, JUDGED)
      const ids = await accounts()
      const whole = {
        ...WHOLE,
        file: after,
        seq: after.version,
        decidedOn: today,
        proposedBy: ids.get(city.desk.token) ?? null,
        decidedBy: ids.get(by.token) ?? 0,
      }
      const kept = outcome?.(tx, whole) ?? (outcome === undefined && action === 'decide' ? whole : null)
      if (kept === null) return
      await recordOutcome(tx, kept)
      await writeLetter(tx, clock, { id, seq: after.version, paper })
    })
  }
}

type Written = { readonly id: string; readonly seq: number; readonly paper: 'issued' | 'draft' | 'none' }

async function writeLetter(tx: Tx, clock: Clock, { id, seq, paper }: Written): Promise<void> {
  if (paper === 'none') return
  const draft = await draftPaper(tx, {
    template: 'letter',
    office: 'MZ',
    values: LETTER,
    caseId: id,
    caseSeq: seq,
  })
  if (paper === 'issued') await issuePaper(tx, clock, draft.id)
}

const known = new Map<string, number>()

/** Who holds each desk of the test. */
async function accounts(): Promise<ReadonlyMap<string, number>> {
  for (const desk of [city.desk, second]) {
    if (known.has(desk.token)) continue
    await takingPart({ ...desk, key: randomUUID() }, 'test.who', [], async (tx) => {
      known.set(desk.token, (await findActor(tx)).id)
      return { reply: null, subject: 'test' }
    })
  }
  return known
}

type Time = Awaited<ReturnType<typeof getCaseTime>>

type Work = (tx: Tx, time: Time, today: string, clock: Clock) => Promise<void>

function inCase(desk: Desk, work: Work): Promise<null> {
  return takingPart({ ...desk, key: randomUUID() }, 'test.act', [], async (tx, clock) => {
    await work(tx, await getCaseTime(tx, desk, clock), clock.today, clock)
    return { reply: null, subject: 'test' }
  })
}

const LETTER = { addressee: '社会组织', subject: '决定', paragraphs: [{ text: '已作出决定' }] }
const FORM: Form = {
  outcome: 'list',
  rules: ['B3'],
  reason: '理由',
  evidence: '证据',
  reply: '已听取',
  statement: '陈述',
  receivedOn: '2026-03-02',
  receivedBy: 'paper',
  cureBy: '2099-01-01',
  servedOn: '2026-03-02',
  way: 'post',
  grounds: '不服',
}
const WHOLE = {
  ...WHOLE_OUTCOME,
  outcome: 'list',
  cureBy: '2099-01-01',
  appealBy: '2099-03-01',
  noticeSeq: 2,
  judgementSeq: 2,
} as const

describe('an adverse outcome on record', () => {
  const heard = (): Step[] => [
    [city.desk, 'notify'],
    [city.desk, 'recordStatement'],
  ]

  test('holds when it is whole', async () => {
    await expect(listed([...heard(), [second, 'decide']])).resolves.toBeUndefined()
  })

  test('is not there without its action, nor the action without it', async () => {
    await expect(listed([...heard(), [second, 'decide', () => null]])).rejects.toMatchObject({ code: '23514' })
  })

  test.each(['none', 'draft'] as const)('is refused by the database where its paper is %s', async (paper) => {
    await expect(listed([...heard(), [second, 'decide', undefined, paper]])).rejects.toMatchObject({ code: '23514' })
  })

  test.each<[string, Partial<FreshOutcome>]>([
    ['rules', { rules: [] }],
    ['reasons', { reasons: ' ' }],
    ['evidence', { evidence: '' }],
    ['remedies', { remedies: [] }],
    ['notice', { noticeSeq: null }],
    ['what the rules found', { judgementSeq: null }],
    ['whoever proposed it', { proposedBy: null }],
    ['a notice before it', { noticeSeq: 4 }],
    ['the one who gave that notice', { noticeSeq: 3, proposedBy: null }],
    ['the word that it is adverse', { isAdverse: false }],
  ])('is refused by the database without %s', async (_what, change) => {
    await expect(
      listed([...heard(), [second, 'decide', (_tx, whole) => ({ ...whole, ...change })]]),
    ).rejects.toMatchObject({
      code: '23514',
    })
  })

  test('is refused by the database where one person is both', async () => {
    const same = (_tx: Tx, whole: FreshOutcome) => ({ ...whole, proposedBy: whole.decidedBy })
    await expect(listed([...heard(), [second, 'decide', same]])).rejects.toMatchObject({ code: '23514' })
  })

  test('and on appeal it is refused where whoever decided decides again', async () => {
    const steps: Step[] = [...heard(), [second, 'decide'], [second, 'serve'], [city.desk, 'recordAppeal']]
    await expect(listed([...steps, [second, 'uphold']])).rejects.toMatchObject({ code: 'CASE_SECOND_PERSON' })
  })
})
