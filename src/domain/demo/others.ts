import { communityBody, industryBody } from './bodies.ts'
import type { IndustryBody } from './industries.ts'
import { pick, type Chance } from './chance.ts'
import { filedSize, firmSize } from './members.ts'
import { BRAND_WORDS, uniqueName } from './names.ts'
import { countsAbout, demoCreditCode, type DemoOrganization } from './organization.ts'
import { bodyOf, dayWithin, NOTHING_YET, siteOf, townshipDeck } from './organizations.ts'
import type { Period, Register } from './organizations.ts'
import type { Community } from './places.ts'
import { DEMO_DISTRICTS, officeOf, type Township } from './townships.ts'
import { FILED_FORMS } from './trades.ts'

/** Community organizations on file, spread over the communities; they have a file number, no credit code. */
export function filedOrganizations(
  register: Register,
  count: number,
  period: Period,
  chance: Chance,
): DemoOrganization[] {
  const all = [...register.communities.values()].flat()
  return Array.from({ length: count }, () => {
    const community = all[chance.below(all.length)]
    if (community === undefined) throw new Error('The demo city has no communities. Were places made?')
    return filedOrganization(register, community, period, chance)
  })
}

function filedOrganization(register: Register, community: Community, period: Period, chance: Chance): DemoOrganization {
  const { township } = community
  const site = siteOf(register, township, chance)
  const [, industry] = pick(chance, FILED_FORMS)
  const forms = FILED_FORMS.filter(([, one]) => one === industry).map(([form]) => form)
  const short = community.name.replace(/(社区)?居委会$|社区居民委员会$/, '社区')
  const size = filedSize(chance)
  return {
    code: register.nextFileNumber(community),
    name: uniqueName(register.takenNames, (round) => {
      const brand = round < 4 ? '' : pick(chance, BRAND_WORDS)
      return `${short}${brand}${forms[chance.below(forms.length)] ?? '互助会'}`
    }),
    kind: 'filed',
    registeredOn: dayWithin(period, chance),
    endedOn: null,
    status: 'active',
    community,
    placeCode: community.code,
    address: site.address,
    point: site.point === null ? null : { longitude: community.longitude, latitude: community.latitude },
    cityLevel: false,
    industryBody: 'SOCIAL',
    authority: officeOf(township),
    supervisingUnit: '',
    industry,
    line: 'community',
    bodyId: communityBody(township),
    counts: countsAbout(size.fullMembers, size.staffFullTime, chance),
    grade: null,
    ...NOTHING_YET,
  }
}

type FirmKind = 'lawFirm' | 'accountingFirm' | 'taxFirm'

const FIRMS: Readonly<
  Record<
    FirmKind,
    { readonly form: string; readonly body: IndustryBody; readonly industry: string; readonly authority: string }
  >
> = {
  lawFirm: { form: '律师事务所', body: 'JUSTICE', industry: '法律', authority: '江苏省司法厅' },
  accountingFirm: { form: '会计师事务所', body: 'CPA', industry: '工商服务业', authority: '江苏省财政厅' },
  taxFirm: { form: '税务师事务所', body: 'TAX', industry: '工商服务业', authority: '常州市市场监督管理局' },
}

/** Law, accounting and tax firms: population P4, in the line of their industry. */
export function firms(
  register: Register,
  counts: Readonly<Record<FirmKind, number>>,
  making: Making,
): DemoOrganization[] {
  const kinds: readonly FirmKind[] = ['lawFirm', 'accountingFirm', 'taxFirm']
  return kinds.flatMap((kind) =>
    townshipDeck(counts[kind], making.chance).map((township) => firm(register, kind, township, making)),
  )
}

type Making = { readonly period: Period; readonly chance: Chance }

function firm(register: Register, kind: FirmKind, township: Township, { period, chance }: Making): DemoOrganization {
  const { form, body, industry, authority } = FIRMS[kind]
  const size = firmSize(chance)
  const prefixes = ['江苏', '常州', ...DEMO_DISTRICTS.map((district) => district.prefix)]
  return {
    code: demoCreditCode(kind, register.nextSerial()),
    name: uniqueName(register.takenNames, (round) => {
      const second = round < 6 ? '' : pick(chance, BRAND_WORDS)
      return `${prefixes[chance.below(prefixes.length)] ?? '常州'}${pick(chance, BRAND_WORDS)}${second}${form}`
    }),
    kind,
    registeredOn: dayWithin(period, chance),
    endedOn: null,
    status: 'active',
    ...siteOf(register, township, chance),
    cityLevel: true,
    industryBody: body,
    authority,
    supervisingUnit: '',
    industry,
    line: 'industry',
    bodyId: industryBody(body, township, true),
    counts: countsAbout(size.fullMembers, size.staffFullTime, chance),
    grade: null,
    ...NOTHING_YET,
  }
}

const SEEDS = [
  '社会工作服务中心',
  '助残服务社',
  '为老服务中心',
  '青少年发展中心',
  '社区营造协会',
  '公益促进会',
] as const

/** Organizations in incubation: not registered, hence a file number and a name in preparation. */
export function incubating(register: Register, count: number, period: Period, chance: Chance): DemoOrganization[] {
  return townshipDeck(count, chance).map((township) => {
    const site = siteOf(register, township, chance)
    const form = pick(chance, SEEDS)
    const line = chance.below(2) === 0 ? 'civil' : 'community'
    return {
      code: register.nextFileNumber(site.community),
      name: uniqueName(register.takenNames, () => `${pick(chance, BRAND_WORDS)}${form}（筹）`),
      kind: form.endsWith('会') ? 'association' : 'service',
      registeredOn: dayWithin(period, chance),
      endedOn: null,
      status: 'incubating',
      ...site,
      placeCode: site.community.code,
      cityLevel: false,
      industryBody: 'SOCIAL',
      authority: '',
      supervisingUnit: officeOf(township),
      industry: '社会服务',
      line,
      bodyId: bodyOf(line, { industryBody: 'SOCIAL', township, cityLevel: false }),
      counts: countsAbout(chance.below(3), 1 + chance.below(4), chance),
      grade: null,
      ...NOTHING_YET,
    }
  })
}
