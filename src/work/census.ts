import { randomUUID } from 'node:crypto'
import { burdenMeter, burdenOf, type Burden, type BurdenMeter } from '../domain/burden.ts'
import { lastDayAsked } from '../domain/annual-report.ts'
import { planDayFault, type CampaignPlan, type CampaignPurpose } from '../domain/census.ts'
import type { GateParameters } from '../domain/gate-policy.ts'
import { NOTHING_KNOWN } from '../domain/known.ts'
import type { Line } from '../domain/organization.ts'
import type { QuestionSet } from '../domain/question-set.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  createCampaign,
  findCampaign,
  findOffice,
  listCampaigns,
  mapPlaceNames,
  saveCampaign,
  type Campaign,
} from '../store/census.ts'
import { listExpected, mapKnown, type Expected } from '../store/census-known.ts'
import type { Tx } from '../store/connection.ts'
import { loadQuestionSets } from '../store/question-set-files.ts'
import { listSubtree } from '../store/place.ts'
import { reading, writing, type Clock, type Desk } from './desk.ts'
import { getPolicy, getPolicyWithGates } from './policy.ts'

let sets: readonly QuestionSet[] | undefined

/** The question sets of the house; read once, for they are files that nobody edits. */
export function listQuestionSets(): readonly QuestionSet[] {
  sets ??= loadQuestionSets()
  return sets
}

export function getQuestionSet(id: string): QuestionSet {
  const found = listQuestionSets().find((set) => set.id === id)
  if (found === undefined) {
    const known = listQuestionSets()
      .map((set) => set.id)
      .join(', ')
    throw new Refusal('CENSUS_SET_UNKNOWN', { id, known })
  }
  return found
}

export type SetView = {
  readonly set: QuestionSet
  /** What it asks of an organization of which nothing is known yet: the most it can be. */
  readonly most: Burden
  readonly budget: { readonly fields: number; readonly minutes: number }
}

export function viewQuestionSets(desk: Desk): Promise<SetView[]> {
  return reading(desk, async (tx, clock) => {
    const { parameters } = await getPolicy(tx, desk.packs, { day: clock.today })
    const budget = { fields: parameters.burdenFields, minutes: parameters.burdenMinutes }
    return listQuestionSets().map((set) => ({ set, most: burdenOf(set, NOTHING_KNOWN), budget }))
  })
}

export type CampaignView = Omit<Campaign, 'questions' | 'officeScope' | 'places' | 'lines' | 'kinds'> & {
  readonly scope: CampaignPlan['scope']
}

export function viewOfCampaign(campaign: Campaign): CampaignView {
  const { questions: _questions, officeScope: _desk, places, lines, kinds, ...rest } = campaign
  return { ...rest, scope: { places, lines, kinds } }
}

/** Campaigns of one purpose within the scope, the newest first; the frozen ones with the instant as of which they knew. */
export function listCensuses(desk: Desk, purpose: CampaignPurpose = 'census'): Promise<CampaignView[]> {
  return reading(desk, async (tx) => (await listCampaigns(tx, purpose)).map(viewOfCampaign))
}

export function getCensus(desk: Desk, id: string): Promise<CampaignView> {
  return reading(desk, async (tx) => viewOfCampaign(await demandCampaign(tx, id)))
}

export async function demandCampaign(tx: Tx, id: string): Promise<Campaign> {
  const found = await findCampaign(tx, id)
  if (found === undefined) throw new Refusal('NOT_FOUND', { what: '摸底 / census', id })
  return found
}

/** Refuses who does not run the campaign. */
export async function demandOffice(tx: Tx, id: string): Promise<Campaign> {
  const campaign = await demandCampaign(tx, id)
  if (!campaign.mayRun) throw new Refusal('CENSUS_NOT_YOURS', { office: campaign.officeName })
  return campaign
}

/** The form as it was asked; of a draft, the set as it is now. */
export function questionsOfCampaign(campaign: Pick<Campaign, 'questions' | 'questionSet'>): QuestionSet {
  return campaign.questions ?? getQuestionSet(campaign.questionSet)
}

const STATE_WORDS = {
  draft: { zh: '草稿', en: 'draft' },
  open: { zh: '填报中', en: 'open' },
  closed: { zh: '已收口', en: 'closed' },
  frozen: { zh: '已冻结', en: 'frozen' },
} as const
const ACTS = {
  edit: {
    zh: '修改草稿',
    en: 'edit the draft',
    mend: '已下发的摸底不能再改；可对个别单位延期',
    mendEn: 'what was sent out is not changed any more; single returns can be given more time',
  },
  open: { zh: '下发', en: 'open', mend: '请新建草稿', mendEn: 'make a new draft' },
  remind: { zh: '催报', en: 'remind', mend: '只有填报中的摸底可以催报', mendEn: 'only an open census reminds' },
  answer: {
    zh: '填报',
    en: 'answer',
    mend: '冻结后的摸底不再变动',
    mendEn: 'a frozen census does not change any more',
  },
  close: { zh: '收口', en: 'close', mend: '只有填报中的摸底可以收口', mendEn: 'only an open census can be closed' },
  freeze: { zh: '冻结', en: 'freeze', mend: '请先收口', mendEn: 'close it first' },
} as const
export type CensusAct = keyof typeof ACTS

export function refuseState(state: Campaign['state'], act: CensusAct): Refusal {
  const word = STATE_WORDS[state]
  const { zh, en, mend, mendEn } = ACTS[act]
  return new Refusal('CENSUS_STATE', { state: word.zh, stateEn: word.en, act: zh, actEn: en, mend, mendEn })
}

/** A new draft. Nothing is sent before it is opened. */
export function draftCensus(desk: Desk, plan: CampaignPlan): Promise<CampaignView> {
  return writing(desk, 'census.draft', [plan], async (tx, clock) => {
    const set = await demandPlan(tx, plan, clock)
    const office = await findOffice(tx)
    if (office === undefined) throw new Refusal('NOT_ALLOWED', { act: 'census.draft' })
    const id = randomUUID()
    await createCampaign(tx, { ...plan, id, setVersion: set.version }, office)
    return { reply: viewOfCampaign(await demandCampaign(tx, id)), subject: `census ${id}` }
  })
}

export function editCensus(
  desk: Desk,
  id: string,
  { seen, ...plan }: CampaignPlan & { readonly seen: number },
): Promise<CampaignView> {
  return writing(desk, 'census.edit', [id, seen, plan], async (tx, clock) => {
    const campaign = await demandOffice(tx, id)
    if (campaign.state !== 'draft') throw refuseState(campaign.state, 'edit')
    const set = await demandPlan(tx, plan, clock)
    const isSaved = await saveCampaign(tx, { ...plan, id, setVersion: set.version }, seen)
    if (!isSaved) throw new Refusal('STALE', { now: campaign.version, seen })
    return { reply: viewOfCampaign(await demandCampaign(tx, id)), subject: `census ${id}` }
  })
}

export async function demandPlan(tx: Tx, plan: CampaignPlan, clock: Clock): Promise<QuestionSet> {
  const set = getQuestionSet(plan.questionSet)
  const fault = planDayFault(plan, clock.today)
  if (fault !== undefined)
    throw new Refusal('CENSUS_DAYS', { field: fault, today: clock.today, pointer: `/body/${fault}` })
  for (const code of plan.scope.places) {
    const ids = await listSubtree(tx, code, { asOf: plan.cutOff, knownAt: clock.now })
    if (ids.length === 0) throw new Refusal('NOT_FOUND', { what: '区划 / place', id: code })
  }
  return set
}

export type Preview = {
  readonly expected: number
  readonly districts: readonly {
    readonly code: string | null
    readonly name: string | null
    readonly expected: number
  }[]
  readonly lines: readonly { readonly line: Line | null; readonly expected: number }[]
  readonly burden: BurdenMeter
}

/** Who would be expected, and what it would ask of them. Refused where there is nobody in it. */
export function previewCensus(desk: Desk, id: string): Promise<Preview> {
  return reading(desk, async (tx, clock) => {
    const campaign = await demandOffice(tx, id)
    const { parameters, gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
    const expected = await demandExpected(tx, campaign, gates.parameters)
    const set = questionsOfCampaign(campaign)
    const known = await mapKnown(
      tx,
      expected.map((one) => one.id),
      campaign,
    )
    const burdens = expected.map((one) => burdenOf(set, known.get(one.id) ?? NOTHING_KNOWN))
    const districts = countBy(expected, (one) => one.district)
    const names = await mapPlaceNames(
      tx,
      [...districts.keys()].filter((one) => one !== null),
      campaign.cutOff,
    )
    return {
      expected: expected.length,
      districts: [...districts].map(([key, count]) => {
        const place = key === null ? undefined : names.get(key)
        return { code: place?.code ?? null, name: place?.name ?? null, expected: count }
      }),
      lines: [...countBy(expected, (one) => one.line)].map(([line, count]) => ({ line, expected: count })),
      burden: burdenMeter(burdens, parameters),
    }
  })
}

/**
 * Whom a campaign asks: in the annual reports of a year nobody who is exempt, being founded late in it (domain.md R33),
 * and nobody who has ended since.
 */
export async function demandExpected(tx: Tx, campaign: Campaign, gates: GateParameters): Promise<Expected[]> {
  const { cutOff, places, lines, kinds, year } = campaign
  const registeredBy = year === null ? undefined : lastDayAsked(year, gates)
  const expected = await listExpected(tx, cutOff, { places, lines, kinds, registeredBy })
  if (expected.length === 0) throw new Refusal('CENSUS_EMPTY', { cutOff })
  return expected
}

function countBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  return counts
}
