import { randomUUID } from 'node:crypto'
import type { Form } from '../src/domain/case.ts'
import { leavesOf, bonusIds } from '../src/domain/score-sheet.ts'
import type { ExpertScores, SelfAssessment } from '../src/domain/score.ts'
import { actInCase, getCase, runCaseClocks, type CaseView } from '../src/work/case.ts'
import type { Desk } from '../src/work/desk.ts'
import { draftCall, getScoreSheet, publishCall } from '../src/work/evaluation-call.ts'
import { applyForEvaluation } from '../src/work/evaluation-open.ts'
import { declareForPanel, getPanel, handInScores, namePanel, saveScores } from '../src/work/evaluation-panel.ts'
import { fileSelf, saveSelf } from '../src/work/evaluation-self.ts'
import { getEvaluation, type EvaluationView } from '../src/work/evaluation.ts'
import { importSheets, openTestDesk, organization, SMALL_CITY, type TestDesk } from './import-desk.ts'

export const SHEET_ID = 'jiangsu-example-2022'
export const SHEET = getScoreSheet(SHEET_ID)

/** A city with two officers at its authority, one above, seven experts, and organizations of every standing. */
export type EvaluationCity = TestDesk & {
  readonly today: string
  readonly first: Desk
  readonly second: Desk
  readonly experts: readonly { readonly id: number; readonly desk: Desk }[]
}

export const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

export async function openEvaluationCity(): Promise<EvaluationCity> {
  const city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
  await importSheets(
    city.desk,
    {
      bodies: [{ id: 'CITY', name: '市民政局', line: '民政', placeCode: '320400' }],
      organizations: [
        // Three full members, no Party organization, the time long over: due and not built.
        organization('V1', { placeCode: '320402001', bodyId: 'MZ', fullMembers: '4', staff: '9' }),
        organization('V2', { placeCode: '320402001', bodyId: 'MZ', fullMembers: '4', staff: '9' }),
        // One member and an instructor: work coverage only.
        organization('W1', { placeCode: '320402001', bodyId: 'MZ', fullMembers: '1', staff: '9', instructor: 'yes' }),
      ],
    },
    '2023-01-01',
  )
  const [day] = await city.ask<{ today: string }>(`select to_char(today(), 'YYYY-MM-DD') as today`)
  const first = await city.deskOf([{ role: 'officer', place: '320400' }])
  const second = await city.deskOf([{ role: 'officer', place: '320400' }])
  const experts: { id: number; desk: Desk }[] = []
  for (let at = 0; at < 7; at += 1) {
    const desk = await city.deskOf([])
    const [row] = await city.ask<{ id: number }>('select max(id)::integer as id from account')
    await city.ask(
      `insert into expert (account_id, field_zh, field_en, valid) values ($1, '财务', 'accounts', '[2020-01-01,)')`,
      [row?.id],
    )
    experts.push({ id: row?.id ?? 0, desk })
  }
  return { ...city, today: day?.today ?? '', first, second, experts }
}

/** A published call whose veto looks at today. */
export async function publishedCall(city: EvaluationCity, title = '年度评估'): Promise<string> {
  const draft = await draftCall(keyed(city.first), {
    title,
    year: Number(city.today.slice(0, 4)),
    sheet: SHEET_ID,
    applyBy: city.today,
    vetoOn: city.today,
    kinds: [],
  })
  const published = await publishCall(keyed(city.first), draft.id, draft.version)
  return published.id
}

/** Every indicator answered in full, with a note. */
export function fullAnswers(): SelfAssessment {
  const bonus = bonusIds(SHEET)
  return Object.fromEntries(
    leavesOf(SHEET).map(({ id, maximum }) => [
      id,
      { points: bonus.has(id) ? 0 : maximum, note: '见材料', documents: [] },
    ]),
  )
}

/** Scores that add up to a total: points are taken off where the sheet begins. */
export function scoresOf(total: number): ExpertScores {
  let off = SHEET.maximum - total
  const bonus = bonusIds(SHEET)
  return Object.fromEntries(
    leavesOf(SHEET).map(({ id, maximum }) => {
      if (bonus.has(id)) return [id, { points: null, reason: '' }]
      const taken = Math.min(maximum, Math.max(off, 0))
      off -= taken
      return [id, { points: maximum - taken, reason: taken > 0 ? '材料不全' : '' }]
    }),
  )
}

export type Life = {
  readonly id: string
  readonly own: Desk
  readonly act: (by: Desk, action: string, form?: Form) => Promise<CaseView>
  readonly view: (by?: Desk) => Promise<EvaluationView>
  /** Lets the clock of the state run out. */
  readonly runOut: () => Promise<void>
  readonly score: (totals: readonly number[]) => Promise<void>
}

/** An organization that has applied under a call. */
export async function applied(city: EvaluationCity, call: string, code: string): Promise<Life> {
  const own = await city.deskOf([{ role: 'organization', organization: code }])
  const { id } = await applyForEvaluation(keyed(own), call, code)
  const act: Life['act'] = async (by, action, form = {}) => {
    const { version } = await getCase(by, id)
    return actInCase(keyed(by), id, { action, form, seen: version })
  }
  return {
    id,
    own,
    act,
    view: (by = city.first) => getEvaluation(by, id),
    runOut: async () => {
      await city.ask(`update case_file set due_on = '2020-01-01' where id = $1`, [id])
      await runCaseClocks(city.desk, randomUUID)
    },
    score: async (totals) => {
      const { version } = await getCase(city.first, id)
      const experts = city.experts.slice(0, totals.length)
      await namePanel(keyed(city.first), id, { panel: 'first', experts: experts.map((one) => one.id), seen: version })
      for (const [at, { desk }] of experts.entries()) await scoreAs(desk, id, totals[at] ?? 0)
    },
  }
}

/** One expert declares, scores and hands in. */
export async function scoreAs(desk: Desk, id: string, total: number): Promise<void> {
  const before = await getPanel(desk, id)
  const declared = await declareForPanel(keyed(desk), id, {
    servedUntil: null,
    hasInterest: false,
    seen: before.version,
  })
  const saved = await saveScores(keyed(desk), id, { scores: scoresOf(total), seen: declared.version })
  await handInScores(keyed(desk), id, saved.version)
}

export const LOOKED_UP: Form = {
  lastReport: 'ok',
  reportBefore: 'ok',
  penaltyOpen: 'no',
  underInvestigation: 'no',
  onList: 'no',
}
export const VOTE = (grade: string): Form => ({
  grade,
  members: 9,
  present: 7,
  inFavour: 6,
  against: 1,
  abstained: 0,
  reason: '按得分',
})

/** From the application to the vote of the committee. */
export async function voted(
  city: EvaluationCity,
  call: string,
  code: string,
  given: { totals: readonly number[]; grade: string },
): Promise<Life> {
  const life = await applied(city, call, code)
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  await life.act(city.first, 'lookUp', LOOKED_UP)
  await life.act(city.first, 'admit')
  await life.score(given.totals)
  await life.act(city.first, 'opine', { opinion: '符合要求' })
  await life.act(city.first, 'vote', VOTE(given.grade))
  return life
}

export const VETO_NOTICE: Form = {
  outcome: 'capped',
  rules: ['V'],
  exemption: 'none',
  reason: '应建未建',
  evidence: '名册',
}
export const VETO_DECISION: Form = { reason: '应建未建', evidence: '名册', reply: '已听取', cureBy: '2999-01-01' }

/** A veto with notice, statement, decision of the second officer, and serving. */
export async function vetoed(city: EvaluationCity, life: Life): Promise<void> {
  await life.act(city.first, 'vetoNotify', VETO_NOTICE)
  await life.act(life.own, 'vetoRespond', { statement: '正在筹建' })
  await life.act(city.second, 'vetoDecide', VETO_DECISION)
  await life.act(city.first, 'vetoServe', { servedOn: city.today, way: 'direct' })
}
