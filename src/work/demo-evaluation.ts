import { randomUUID } from 'node:crypto'
import type { Form } from '../domain/case.ts'
import { addDays } from '../domain/day.ts'
import { DEMO_EVALUATED, DEMO_EXPERTS } from '../domain/demo/evaluation.ts'
import { CALL_KINDS } from '../domain/evaluation-call.ts'
import { bonusIds, leavesOf, type ScoreSheet } from '../domain/score-sheet.ts'
import type { ExpertScores, SelfAssessment } from '../domain/score.ts'
import { createAccounts, type NewGrant } from '../store/account.ts'
import { asActor, getClock } from '../store/connection.ts'
import { closeSession, findLogin, newToken, openSession } from '../store/session.ts'
import { actInCase, getCase } from './case.ts'
import type { Desk } from './desk.ts'
import { draftCall, listScoreSheets, publishCall } from './evaluation-call.ts'
import { inviteToEvaluation } from './evaluation-open.ts'
import { castBallot, declareForPanel, handInScores, namePanel, saveScores } from './evaluation-panel.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { addExpert } from './expert.ts'
import { listOrganizations } from './register.ts'

const keyed = (desk: Desk): Desk => ({ ...desk, key: randomUUID() })

/** Who works in the show: the office, a second officer, the organizations, and the experts with their ids. */
type Stage = {
  readonly office: Desk
  readonly second: Desk
  readonly own: Desk
  readonly experts: readonly { readonly id: number; readonly desk: Desk }[]
  readonly sheet: ScoreSheet
}

export type DemoSecond = { readonly login: string; readonly passwordHash: string; readonly except: string }

/**
 * Shows the third pass at work: a call that is open with evaluations on their way, and one whose day of the veto has come,
 * with a grade granted after a review and one where the veto falls. Everything is done by the work of the house itself.
 */
export async function showEvaluations(migratorUrl: string, desk: Desk, second: DemoSecond): Promise<void> {
  const [sheet] = listScoreSheets()
  const codes = await chosen(desk, second.except)
  if (sheet === undefined || codes === undefined) return
  const accounts = [
    ...DEMO_EXPERTS.map((one) => ({ ...one, grants: [] })),
    { ...DEMO_EVALUATED, grants: codes.all.map(own) },
  ]
  await createAccounts(
    migratorUrl,
    accounts.map(({ login, title, grants }) => ({
      login,
      titleZh: title.zh,
      titleEn: title.en,
      passwordHash: second.passwordHash,
      demo: login === DEMO_EXPERTS[0]?.login,
      grants,
    })),
  )
  const stage: Stage = {
    office: desk,
    second: await deskOf(desk, second.login),
    own: await deskOf(desk, DEMO_EVALUATED.login),
    experts: await listed(desk),
    sheet,
  }
  const calls = await publishedCalls(desk, sheet)
  await onTheirWay(stage, calls.open, codes)
  await decided(stage, calls.due, codes)
  for (const one of [stage.second, stage.own, ...stage.experts.map((expert) => expert.desk)]) {
    await asActor(one.db, one.token, closeSession)
  }
}

function own(code: string): NewGrant {
  return { role: 'organization', placeCode: null, lines: null, organizationCode: code }
}

async function deskOf(desk: Desk, login: string): Promise<Desk> {
  const found = await findLogin(desk.db, login)
  if (found === undefined) throw new Error(`The demo has no account ${login}.`)
  const token = newToken()
  await openSession(desk.db, found.id, token)
  return { ...desk, token }
}

async function listed(desk: Desk): Promise<Stage['experts']> {
  const experts: { id: number; desk: Desk }[] = []
  for (const one of DEMO_EXPERTS) {
    const { id } = await addExpert(keyed(desk), one)
    experts.push({ id, desk: await deskOf(desk, one.login) })
  }
  return experts
}

type Codes = {
  readonly all: readonly string[]
  readonly assessing: string
  readonly filed: string
  readonly scoring: string
  readonly granted: string
  readonly due: string
}

/** Organizations that may be evaluated, never graded and long registered; undefined where the city is too small. */
async function chosen(desk: Desk, except: string): Promise<Codes | undefined> {
  const { today } = await getClock(desk.db)
  const since = addDays(today, -3 * 366)
  const find = async (standing: 'own' | 'shouldBeBuilt', count: number) => {
    const { organizations } = await listOrganizations(desk, {}, { standing, status: 'active' }, { limit: 200 })
    return organizations
      .filter((one) => one.code !== except && one.grade === null && CALL_KINDS.some((kind) => kind === one.kind))
      .filter(({ registeredOn }) => registeredOn !== null && registeredOn < since)
      .slice(0, count)
      .map(({ code }) => code)
  }
  const [assessing, filed, scoring, granted] = await find('own', 4)
  const [due] = await find('shouldBeBuilt', 1)
  if (assessing === undefined || filed === undefined || scoring === undefined) return undefined
  if (granted === undefined || due === undefined) return undefined
  return { all: [assessing, filed, scoring, granted, due], assessing, filed, scoring, granted, due }
}

async function publishedCalls(desk: Desk, sheet: ScoreSheet): Promise<{ readonly open: string; readonly due: string }> {
  const { today } = await getClock(desk.db)
  const year = Number(today.slice(0, 4))
  const publish = async (title: string, of: number, applyBy: string, vetoOn: string) => {
    const plan = { title, year: of, sheet: sheet.id, applyBy, vetoOn, kinds: [] }
    const draft = await draftCall(keyed(desk), plan)
    await publishCall(keyed(desk), draft.id, draft.version)
    return draft.id
  }
  const due = await publish(`${year - 1} 年度社会组织等级评估`, year - 1, today, today)
  const open = await publish(`${year} 年度社会组织等级评估`, year, addDays(today, 60), addDays(today, 90))
  const nextDraft = { title: `${year + 1} 年度基金会等级评估（拟）`, year: year + 1, sheet: sheet.id }
  const days = { applyBy: addDays(today, 120), vetoOn: addDays(today, 150), kinds: ['foundation'] as const }
  await draftCall(keyed(desk), { ...nextDraft, ...days })
  return { open, due }
}

/** One that fills in, one that has filed, and one that is being scored: one expert done, one has declared, one has not. */
async function onTheirWay(stage: Stage, call: string, codes: Codes): Promise<void> {
  const { office, own: organizations, sheet, experts } = stage
  const assessing = await inviteToEvaluation(keyed(office), call, codes.assessing)
  const half = Object.fromEntries(Object.entries(answered(sheet)).slice(0, 12))
  await saveSelf(keyed(organizations), assessing.id, { seen: 0, answers: half })
  await filedOf(stage, call, codes.filed)
  const scoring = await filedOf(stage, call, codes.scoring)
  await admitted(stage, scoring)
  const panel = experts.slice(0, 3)
  await named(stage, scoring, 'first', panel)
  const [, declaring, done] = panel
  if (declaring !== undefined) await declared(declaring.desk, scoring)
  if (done !== undefined) await scored(done.desk, scoring, sheet, 918)
}

/** One granted after a review by others, and one voted where the veto falls and nobody has acted on it yet. */
async function decided(stage: Stage, call: string, codes: Codes): Promise<void> {
  const { office, second, own: organizations, experts } = stage
  await voted(stage, await filedOf(stage, call, codes.due), [912, 905, 921.5])
  const id = await filedOf(stage, call, codes.granted)
  await voted(stage, id, [928, 934.5, 919])
  await act(office, id, 'clear')
  await act(office, id, 'publish', { where: '市民政局网站' })
  await act(organizations, id, 'requestReview', { grounds: '“志愿服务”一项的材料在考察后补齐，请复核。' })
  const others = experts.slice(3)
  await named(stage, id, 'review', others)
  for (const { desk } of others) {
    const seen = await declared(desk, id)
    await castBallot(keyed(desk), id, { ballot: 'uphold', reason: '补交材料不改变得分。', seen })
  }
  await act(second, id, 'upholdReview', { reason: '复核组过半数赞成维持。' })
  await act(office, id, 'confirm', { document: '常民评〔示例〕1号' })
}

async function act(desk: Desk, id: string, action: string, form: Form = {}): Promise<void> {
  const { version } = await getCase(desk, id)
  await actInCase(keyed(desk), id, { action, form, seen: version })
}

async function filedOf({ office, own: organizations, sheet }: Stage, call: string, code: string): Promise<string> {
  const { id } = await inviteToEvaluation(keyed(office), call, code)
  const { version } = await saveSelf(keyed(organizations), id, { seen: 0, answers: answered(sheet) })
  await fileSelf(keyed(organizations), id, version)
  return id
}

const CLEAN: Form = { lastReport: 'ok', reportBefore: 'ok', penaltyOpen: 'no', underInvestigation: 'no', onList: 'no' }

async function admitted({ office }: Stage, id: string): Promise<void> {
  await act(office, id, 'lookUp', CLEAN)
  await act(office, id, 'admit')
}

async function named(
  { office }: Stage,
  id: string,
  panel: 'first' | 'review',
  experts: Stage['experts'],
): Promise<void> {
  const { version } = await getCase(office, id)
  await namePanel(keyed(office), id, { panel, experts: experts.map((one) => one.id), seen: version })
}

async function voted(stage: Stage, id: string, totals: readonly number[]): Promise<void> {
  const { office, experts, sheet } = stage
  await admitted(stage, id)
  const panel = experts.slice(0, totals.length)
  await named(stage, id, 'first', panel)
  for (const [at, { desk }] of panel.entries()) await scored(desk, id, sheet, totals[at] ?? 0)
  await act(office, id, 'opine', { opinion: '材料齐全，实地考察与自评相符。' })
  const counts = { members: 9, present: 8, inFavour: 7, against: 0, abstained: 1 }
  await act(office, id, 'vote', { grade: '4A', ...counts, reason: '按得分评定。' })
}

/** An expert declares that nothing keeps her from it; gives the version of her seat. */
async function declared(desk: Desk, id: string): Promise<number> {
  return (await declareForPanel(keyed(desk), id, { servedUntil: null, hasInterest: false, seen: 1 })).version
}

async function scored(desk: Desk, id: string, sheet: ScoreSheet, total: number): Promise<void> {
  const seen = await declared(desk, id)
  const { version } = await saveScores(keyed(desk), id, { scores: pointsOf(sheet, total), seen })
  await handInScores(keyed(desk), id, version)
}

/** An organization that gives itself nearly all, with a note for each. */
function answered(sheet: ScoreSheet): SelfAssessment {
  const bonus = bonusIds(sheet)
  return Object.fromEntries(
    leavesOf(sheet)
      .filter(({ id }) => !bonus.has(id))
      .map(({ id, maximum }, at) => {
        const points = at % 6 === 5 ? maximum - 1 : maximum
        return [id, { points, note: '见提交的材料（示例）', documents: [] }]
      }),
  )
}

/** Points that add up to a total: taken off in the same share everywhere, with a reason each, in tenths. */
function pointsOf(sheet: ScoreSheet, total: number): ExpertScores {
  const bonus = bonusIds(sheet)
  const leaves = leavesOf(sheet).filter(({ id }) => !bonus.has(id))
  let off = Math.round((sheet.maximum - total) * 10)
  let left = sheet.maximum
  return Object.fromEntries(
    leaves.map(({ id, maximum }) => {
      const taken = Math.round((off * maximum) / left)
      off -= taken
      left -= maximum
      return [id, { points: (maximum * 10 - taken) / 10, reason: taken > 0 ? '材料不全或时间不足一年' : '' }]
    }),
  )
}
