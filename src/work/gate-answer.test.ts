import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CODES, LOGINS, smallCity, type City } from '../../test/city.ts'
import { ask } from '../../test/embedded/children.ts'
import type { PolicyPack } from '../domain/policy.ts'
import type { Desk } from './desk.ts'
import { getAnswer, judgeAgain, keepAnswer, replayAnswer } from './gate-answer.ts'

let city: City
let first: Desk
let second: Desk
beforeAll(async () => {
  city = await smallCity()
  first = await city.deskOf(LOGINS.first)
  second = await city.deskOf(LOGINS.second)
})
afterAll(() => city.drop())

const SOUND = {
  lastReport: 'ok',
  reportBefore: 'ok',
  penaltyOpen: false,
  underInvestigation: false,
  onList: false,
} as const
const keyed = (desk: Desk) => ({ ...desk, key: randomUUID() })
const keep = (organization: string | undefined, score: number) =>
  keepAnswer(keyed(first), 'evaluation', { organization, asOf: '2026-03-01', facts: { ...SOUND, score } })

describe('an answer that was kept', () => {
  test('is given again as it was, with the packs by their hashes', async () => {
    const kept = await keep(CODES.due, 920)
    expect(kept.packs.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
    expect(await getAnswer(first, kept.id)).toEqual(kept)
  })

  test('is judged again by its own facts and packs, whatever the packs of today and the register say', async () => {
    const kept = await keep(CODES.due, 920)
    const changed = first.packs.map((pack) => withBands(pack, 500))
    const replayed = await replayAnswer({ ...first, packs: changed }, kept.id)
    expect(replayed).toMatchObject({ isSame: true, later: [], kept: { outcome: 'vetoed', grade: '2A' } })
  })

  test('of every pass gives the same proposal, also with a charter that is never told back', async () => {
    const charterText = '本会章程：独此一句'
    const answers = [
      await keepAnswer(keyed(first), 'registration', { organization: CODES.own, facts: { charterText } }),
      await keepAnswer(keyed(first), 'annualReport', { organization: CODES.due, facts: {} }),
      await keep(CODES.own, 850),
    ]
    for (const { id } of answers) expect(await replayAnswer(first, id)).toMatchObject({ id, isSame: true })
    expect(JSON.stringify(await getAnswer(first, answers[0]?.id ?? ''))).not.toContain(charterText)
  })

  test('keeps the content of a pack once', async () => {
    await keep(CODES.own, 700)
    await keep(CODES.own, 800)
    const rows = await ask(
      city.adminUrl,
      'select count(*)::integer as n, count(distinct pack_id)::integer as packs from trefoil.policy_content',
    )
    expect(rows[0]).toEqual({ n: rows[0]?.['packs'], packs: rows[0]?.['packs'] })
  })

  test('is seen with its organization, and without one by its asker alone', async () => {
    const about = await keep(CODES.own, 700)
    const alone = await keep(undefined, 700)
    await expect(getAnswer(second, about.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(getAnswer(second, alone.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getAnswer(first, alone.id)).organization).toBeNull()
    expect((await getAnswer(await city.deskOf(LOGINS.organization), about.id)).id).toBe(about.id)
  })

  test('is kept once for each key, and not at all without one', async () => {
    const desk = keyed(first)
    const question = { organization: CODES.own, asOf: '2026-03-01', facts: { score: 600 } }
    const [once, twice] = [
      await keepAnswer(desk, 'evaluation', question),
      await keepAnswer(desk, 'evaluation', question),
    ]
    expect(twice).toEqual(once)
    await expect(keepAnswer(first, 'evaluation', question)).rejects.toMatchObject({ code: 'KEY_MISSING' })
  })

  test.each(['update trefoil.gate_answer set policy = policy', 'delete from trefoil.policy_content'])(
    'stays: %s',
    async (statement) => {
      await expect(ask(city.adminUrl, statement)).rejects.toMatchObject({ code: '42501' })
    },
  )

  test('a pack whose content is not that of its hash is refused by the table', async () => {
    const wrong = `insert into trefoil.policy_content (hash, pack_id, content) values (repeat('0', 64), 'x', '{}')`
    await expect(ask(city.adminUrl, wrong)).rejects.toMatchObject({ code: '23514' })
  })
})

describe('a draft of a pack laid over the past', () => {
  test('that states what is in force changes nothing', async () => {
    const own = await keep(CODES.own, 850)
    const pack = first.packs.find(({ id }) => id === own.policy)
    const told = await judgeAgain(first, pack, { pass: 'evaluation' })
    expect(told).toMatchObject({ differ: 0, list: [] })
    expect(told.judged).toBeGreaterThan(0)
  })

  test('tells which judgements would be others, from what to what, and writes nothing', async () => {
    const day = '2024-05-05'
    const kept = await keepAnswer(keyed(first), 'evaluation', {
      organization: CODES.own,
      asOf: day,
      facts: { ...SOUND, workCovered: true, standing: 'own', registeredOn: '2015-03-01', score: 920 },
    })
    const pack = first.packs.find(({ id }) => id === kept.policy)
    if (pack === undefined) throw new Error('The pack of the answer is not there.')
    const before = await ask(city.adminUrl, 'select count(*)::integer as n from trefoil.audit')
    const told = await judgeAgain(first, withBands(pack, 200), { from: day, to: day })
    const from = `${kept.proposal.outcome} ${kept.proposal.grade}`
    expect(told).toMatchObject({ judged: 1, differ: 1, counts: [{ pass: 'evaluation', from, count: 1 }] })
    expect(told.list).toMatchObject([{ source: 'answer', id: kept.id, code: CODES.own, from }])
    expect(told.list[0]?.to).not.toBe(from)
    expect(await ask(city.adminUrl, 'select count(*)::integer as n from trefoil.audit')).toEqual(before)
  })

  test('that is no pack is refused with its faults', async () => {
    await expect(judgeAgain(first, { id: 'Draft' }, {})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

/** The pack with all bands of scores raised. */
function withBands(pack: PolicyPack, by: number): PolicyPack {
  const bands = first.packs.find(({ gates }) => gates.scoreBands !== undefined)?.gates.scoreBands
  if (bands === undefined) throw new Error('No pack states bands of scores.')
  const value = bands.value.map((band) => ({ ...band, from: band.from + by, to: band.to + by }))
  return { ...pack, gates: { ...pack.gates, scoreBands: { ...bands, value } } }
}
