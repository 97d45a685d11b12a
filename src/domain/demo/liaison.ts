import { addDays, type Day } from '../day.ts'
import { FINDINGS, VISIT_KINDS, type Finding, type VisitKind } from '../liaison.ts'
import { chanceOf, pick, type Chance } from './chance.ts'

/** A responsible body with the organizations that it answers for. */
export type DemoLiaisonBody = {
  readonly id: number
  readonly organizations: readonly { readonly id: number; readonly hasParty: boolean }[]
}

export type DemoOfficer = {
  readonly bodyId: number
  readonly name: string
  readonly phone: string
  readonly desk: string
  readonly overNote: string | null
  readonly organizations: readonly number[]
}
export type DemoVisit = {
  readonly organizationId: number
  /** Which of the officers, by position. */
  readonly officer: number
  readonly day: Day
  readonly kind: VisitKind
  readonly findings: readonly Finding[]
  readonly note: string | null
  /** What it leaves to be done, and when. */
  readonly followUp: { readonly what: string; readonly due: Day } | null
}
export type DemoContact = {
  readonly organizationId: number
  readonly name: string
  readonly post: string
  readonly phone: string
}

export type DemoLiaison = {
  readonly officers: readonly DemoOfficer[]
  readonly visits: readonly DemoVisit[]
  readonly contacts: readonly DemoContact[]
}

const STEMS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'] as const
const NOTES = ['会议室可供组织活动', '需要街道协调活动场所', '年内计划增加专职人员', '业务正常，账目已公示'] as const
const TASKS = ['协调活动场所', '补报从业人员数', '约定下次走访', '转交组建材料清单'] as const

/**
 * Officers for every body, most of them within the limit: of a hundred organizations about two have nobody, and some
 * officers have too many. Every name is a role with a number and says that it is invented.
 */
export function demoLiaison(
  order: { readonly seed: number; readonly today: Day; readonly limit: number },
  bodies: readonly DemoLiaisonBody[],
): DemoLiaison {
  const chance = chanceOf(order.seed, 'liaison')
  const officers = bodies.flatMap((body, index) => officersOf(chance, body, { index, limit: order.limit }))
  const visited = new Map(bodies.flatMap((body) => body.organizations).map((one) => [one.id, one.hasParty]))
  const visits = officers.flatMap(({ organizations }, officer) =>
    organizations
      .filter((id) => visited.get(id) === false && chance.share() < 0.6)
      .map((organizationId) => ({ organizationId, officer, ...visitOf(chance, order.today) })),
  )
  return { officers, visits, contacts: contactsOf(chance, officers) }
}

type At = { readonly index: number; readonly limit: number }

function officersOf(chance: Chance, body: DemoLiaisonBody, { index, limit }: At): DemoOfficer[] {
  const held = body.organizations.filter(() => chance.share() > 0.02).map((one) => one.id)
  const isShort = index % 12 === 5
  const count = Math.max(1, isShort ? Math.floor(held.length / (limit + 3)) : Math.ceil(held.length / (limit - 1)))
  return Array.from({ length: count }, (_, at) => {
    const organizations = held.filter((_one, place) => place % count === at)
    const number = String(at + 1).padStart(2, '0')
    const stem = STEMS[index % STEMS.length] ?? STEMS[0]
    const isNoted = organizations.length > limit && chance.share() < 0.5
    return {
      bodyId: body.id,
      name: `联络员${stem}${number}（虚构）`,
      // No subscriber's number begins with 0, so that nobody is called.
      phone: `0519-0${String(index).padStart(3, '0')}${String(at).padStart(4, '0')}`,
      desk: `党建岗${number}`,
      overNote: isNoted ? '人手不足，已请求增派' : null,
      organizations,
    }
  })
}

function visitOf(chance: Chance, today: Day): Omit<DemoVisit, 'organizationId' | 'officer'> {
  const day = addDays(today, -chance.below(60))
  const found = FINDINGS.filter((one) => one !== 'asBefore' && one !== 'other' && chance.share() < 0.06)
  const findings: readonly Finding[] = found.length === 0 ? ['asBefore'] : found
  const hasTask = chance.share() < 0.012
  return {
    day,
    kind: pick(chance, VISIT_KINDS),
    findings,
    note: chance.share() < 0.3 ? pick(chance, NOTES) : null,
    followUp: hasTask ? { what: pick(chance, TASKS), due: addDays(today, chance.below(45)) } : null,
  }
}

function contactsOf(chance: Chance, officers: readonly DemoOfficer[]): DemoContact[] {
  return officers
    .flatMap((one) => one.organizations)
    .filter(() => chance.share() < 0.2)
    .map((organizationId, index) => ({
      organizationId,
      name: `联系人${String(index + 1).padStart(4, '0')}（虚构）`,
      post: pick(chance, ['会计', '办公室主任', '秘书长', '行政专员']),
      phone: `0519-00${String(index).padStart(6, '0')}`,
    }))
}
