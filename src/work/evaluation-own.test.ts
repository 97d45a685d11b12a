import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  applied,
  fullAnswers,
  keyed,
  openEvaluationCity,
  publishedCall,
  SHEET_ID,
  voted,
  type EvaluationCity,
} from '../../test/evaluation-desk.ts'
import { importSheets, organization } from '../../test/import-desk.ts'
import { getCase } from './case.ts'
import { closeCall, draftCall, publishCall } from './evaluation-call.ts'
import { getMyCall, listMyCalls } from './evaluation-own.ts'
import { fileSelf, saveSelf } from './evaluation-self.ts'
import { getEvaluation } from './evaluation.ts'
import { whoAmI } from './session.ts'

let city: EvaluationCity
let call: string
beforeAll(async () => {
  city = await openEvaluationCity()
  call = await publishedCall(city)
})
afterAll(() => city.close())

const ownOf = (of: string) => city.deskOf([{ role: 'organization', organization: of }])

async function published(kinds: readonly ('association' | 'service' | 'foundation')[]): Promise<string> {
  const year = Number(city.today.slice(0, 4))
  const days = { applyBy: city.today, vetoOn: city.today }
  const draft = await draftCall(keyed(city.first), { title: '专项评估', year, sheet: SHEET_ID, ...days, kinds })
  return (await publishCall(keyed(city.first), draft.id, draft.version)).id
}

test('an organization reads what is asked of it, what is printed, and what the rules say, before it applies', async () => {
  const own = await ownOf('V1')
  const { calls } = await listMyCalls(own)
  expect(calls.map((one) => [one.id, one.own])).toEqual([
    [call, [{ code: 'V1', name: expect.any(String), caseId: null, hindrance: null }]],
  ])
  const detail = await getMyCall(own, call)
  expect(detail.terms.partyMaximum.value).toBe(100)
  const results = Object.fromEntries((detail.own[0]?.rules?.findings ?? []).map((one) => [one.rule, one.result]))
  // The last report and lists are looked up by the authority; the veto fails today, and can still be put right.
  expect([results['E1'], results['E3'], results['E4'], results['V']]).toEqual(['ok', 'unknown', 'unknown', 'fail'])
})

test('a call for other kinds is not offered, and says why where it is opened; a closed one is offered to nobody', async () => {
  const own = await ownOf('V2')
  const foundations = await published(['foundation'])
  expect((await listMyCalls(own)).calls.map((one) => one.id)).toEqual([call])
  const told = (await getMyCall(own, foundations)).own[0]
  expect([told?.hindrance?.en.startsWith('its kind is'), told?.rules]).toEqual([true, null])
  const ended = await published([])
  await closeCall(keyed(city.first), ended, 2)
  expect((await listMyCalls(own)).calls.map((one) => one.id)).toEqual([call])
  expect((await getMyCall(own, ended)).own[0]?.hindrance?.en).toBe('the call is closed')
})

test('whoever is no organization has no chances, and a draft is found by nobody else', async () => {
  const year = Number(city.today.slice(0, 4))
  const plan = { title: '草稿', year, sheet: SHEET_ID, applyBy: city.today, vetoOn: city.today, kinds: [] }
  const draft = await draftCall(keyed(city.first), plan)
  expect(await listMyCalls(city.first)).toEqual({ calls: [] })
  expect((await getMyCall(city.first, call)).own).toEqual([])
  await expect(getMyCall(await ownOf('V1'), draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(getMyCall(city.first, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what was filed has a receipt whose hash is of the answers; before, and after it came back, there is none', async () => {
  const life = await applied(city, call, 'W1')
  expect((await listMyCalls(life.own)).calls[0]?.own[0]?.caseId).toBe(life.id)
  expect((await life.view(life.own)).receipt).toBeNull()
  const { version } = await saveSelf(keyed(life.own), life.id, { seen: 0, answers: fullAnswers() })
  await fileSelf(keyed(life.own), life.id, version)
  const first = (await life.view(life.own)).receipt
  expect(first).toMatchObject({ version: version + 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect((await getEvaluation(city.first, life.id)).receipt).toEqual(first)
  await life.act(city.first, 'returnFiling', { indicators: ['charter'], reason: '缺章程' })
  expect((await life.view(life.own)).receipt).toBeNull()
  await fileSelf(keyed(life.own), life.id, version + 1)
  expect((await life.view(life.own)).receipt?.hash).not.toBe(first?.hash)
})

test('the menu counts the panels that wait, for experts alone', async () => {
  const panels = async (desk: typeof city.first) => (await whoAmI(desk)).menu.panels
  expect(await panels(city.first)).toBeNull()
  expect(await panels(await ownOf('V1'))).toBeNull()
  expect(await panels(city.experts[0]?.desk ?? city.first)).toBe(0)
})

test('score and vote are told to the organization from the public notice on, in its case as in its evaluation', async () => {
  const life = await voted(city, call, 'B1', { totals: [880, 870, 860], grade: '3A' })
  const forms = async (desk: typeof city.first) => {
    const { actions } = await getCase(desk, life.id)
    return actions.filter(({ action }) => action === 'opine' || action === 'vote').map(({ form }) => form)
  }
  expect(await forms(life.own)).toEqual([{}, {}])
  expect(await forms(city.first)).toMatchObject([{ opinion: '符合要求' }, { grade: '3A' }])
  await importSheets(
    city.desk,
    { organizations: [organization('B1', { placeCode: '320404001', instructor: 'yes' })] },
    city.today,
  )
  await life.act(city.first, 'clear')
  expect(await forms(life.own)).toEqual([{}, {}])
  await life.act(city.first, 'publish', { where: '网站' })
  expect(await forms(life.own)).toMatchObject([{ opinion: '符合要求' }, { grade: '3A' }])
})
