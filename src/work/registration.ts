import { REGISTRATION_ACT_NAMES, type RegistrationAct } from '../domain/gate-registration.ts'
import { normalCode } from '../domain/identifier.ts'
import { Refusal, type Text } from '../domain/refusal.ts'
import { SHEETS } from '../domain/sheet.ts'
import {
  findRegistrationDesk,
  getDeskAbove,
  getOrganizationDesk,
  listServedParties,
  type CaseParty,
} from '../store/case.ts'
import type { Tx } from '../store/connection.ts'
import { listExportRows } from '../store/export.ts'
import { isOwnOrganization } from '../store/case.ts'
import { findPlaceOnRecord, listDesksAbove, listOpenOfKinds, type PlaceOnRecord } from '../store/registration.ts'
import { demandOrganization } from './demand-organization.ts'
import { getCaseTime, openCases } from './case-open.ts'
import { takingPart, type Clock, type Desk } from './desk.ts'
import { textOf, type RegistrationChange } from './registration-judge.ts'

export type RegistrationStart = {
  readonly act: RegistrationAct
  /** The code of an organization that is on the register; left out where one is being founded. */
  readonly organization?: string | undefined
  readonly name?: string | undefined
  readonly kind?: string | undefined
  readonly placeCode?: string | undefined
  readonly address?: string | undefined
  readonly supervisingUnit?: string | undefined
  readonly industry?: string | undefined
  /** What a change or a new charter changes on the register. */
  readonly fields?: readonly RegistrationChange[] | undefined
}

type About = {
  readonly id: number | null
  readonly scope: number | null
  readonly code: string | null
  readonly name: string
  readonly kind: string
  readonly place: PlaceOnRecord
  readonly address: string | null
  readonly supervisingUnit: string | null
  readonly industry: string | null
}

/** Opens a registration at the window, or for one's own organization; it begins as a draft. */
export function startRegistration(desk: Desk, start: RegistrationStart): Promise<{ id: string }> {
  return takingPart(desk, 'registration.start', start, async (tx, clock) => {
    const about = start.organization === undefined ? await newOne(tx, start) : await known(tx, start, clock)
    const fields = demandChanges(start)
    if (about.id !== null) await demandNoOther(tx, about.id, start.act)
    const parties = await partiesOf(tx, about)
    const { id: organizationId, scope: organizationScope, place, ...told } = about
    const subject = { act: start.act, ...told, placeCode: place.code, placeName: place.name, fields }
    const [id = ''] = await openCases(tx, await getCaseTime(tx, desk, clock), clock.today, [
      {
        kind: 'registration',
        organizationId,
        organizationScope,
        subject: Object.fromEntries(Object.entries(subject).filter(([, value]) => value !== null)),
        parties,
        action: 'open',
        party: 'applicant',
      },
    ])
    return { reply: { id }, subject: `case ${id}`, facts: { act: start.act, organization: about.code } }
  })
}

const FOUNDED: readonly string[] = ['association', 'service', 'foundation']
const NEW_ACTS: readonly RegistrationAct[] = ['founding', 'filing']

async function newOne(tx: Tx, start: RegistrationStart): Promise<About> {
  const { act, name = '', placeCode = '' } = start
  const kind = demandKind(start)
  if (name.trim() === '') throw wrong(act, '请填写拟用名称。', 'give the name that it is to have.')
  return {
    id: null,
    scope: null,
    code: null,
    name: name.trim(),
    kind,
    place: await demandPlace(tx, act, placeCode),
    address: textOf(start.address?.trim()),
    supervisingUnit: textOf(start.supervisingUnit?.trim()),
    industry: textOf(start.industry?.trim()),
  }
}

/** What is not on the register yet is filed, or founded as one of the kinds that are registered. */
function demandKind({ act, kind }: RegistrationStart): string {
  if (act === 'filing') return 'filed'
  if (act !== 'founding')
    throw wrong(act, '请填写名册中组织的代码。', 'give the code of an organization on the register.')
  if (kind !== undefined && FOUNDED.includes(kind)) return kind
  throw wrong(
    act,
    '类别须为社会团体、社会服务机构或基金会。',
    'its kind is an association, a service institution or a foundation.',
  )
}

async function demandPlace(tx: Tx, act: RegistrationAct, code: string): Promise<PlaceOnRecord> {
  const place = await findPlaceOnRecord(tx, code)
  if (place !== undefined) return place
  throw wrong(
    act,
    `没有区划“${code}”；请选择住所所在的区划。`,
    `there is no place “${code}”; choose that of its domicile.`,
  )
}

async function known(tx: Tx, start: RegistrationStart, clock: Clock): Promise<About> {
  const { act } = start
  const code = normalCode(start.organization ?? '')
  const found = await demandOrganization(tx, code)
  const [row] = await listExportRows(tx, 'organizations', { asOf: clock.today, knownAt: 'now' }, [code])
  if (row === undefined) throw wrong(act, '这家组织已不在册。', 'it is no longer on the register.')
  const isIncubating = row['status'] === 'incubating'
  if (isIncubating !== NEW_ACTS.includes(act)) {
    throw isIncubating
      ? wrong(act, '孵化中的组织请先办理成立登记或备案。', 'an incubating organization is founded or filed first.')
      : wrong(
          act,
          '这家组织已经登记，请选择变更、章程核准或注销。',
          'it is registered; choose change, charter or deregistration.',
        )
  }
  const text = (key: string) => textOf(row[key])
  return {
    id: found.id,
    scope: found.scope,
    code,
    name: found.name,
    kind: act === 'filing' ? 'filed' : (text('kind') ?? 'association'),
    place: await demandPlace(tx, act, text('placeCode') ?? ''),
    address: text('address'),
    supervisingUnit: text('supervisingUnit'),
    industry: text('industry'),
  }
}

/** Columns that a registration changes; counts and coverage have ways of their own. */
const CHANGEABLE: readonly string[] = ['name', 'placeCode', 'address', 'supervisingUnit', 'industry']

function demandChanges({ act, fields = [] }: RegistrationStart): readonly RegistrationChange[] | null {
  if (act !== 'change' && act !== 'charter') return null
  const odd = fields.find(({ key }) => !CHANGEABLE.includes(key))
  const labels = SHEETS.organizations.columns.filter(({ key }) => CHANGEABLE.includes(key))
  if (odd !== undefined || (act === 'change' && fields.length === 0)) {
    const zh = `请写明变更的登记事项：${labels.map(({ label }) => label).join('、')}。`
    throw wrong(act, zh, `say what changes: ${labels.map(({ en }) => en).join(', ')}.`)
  }
  return fields
}

async function demandNoOther(tx: Tx, organizationId: number, act: RegistrationAct): Promise<void> {
  const open = await listOpenOfKinds(tx, organizationId, ['registration'])
  const name = REGISTRATION_ACT_NAMES[act]
  if (open.some(({ subject }) => subject['act'] === act)) {
    throw new Refusal('REGISTRATION_OPEN', { act: name.zh, actEn: name.en })
  }
}

async function partiesOf(tx: Tx, about: About) {
  const isOwn = about.id !== null && (await isOwnOrganization(tx, about.id))
  const authority = await findAuthority(tx, about, isOwn)
  const above = await getDeskAbove(tx, authority.body ?? null)
  const applicant: CaseParty = about.id === null ? authority : { organizationId: about.id, name: about.name }
  const body = about.id === null ? undefined : await getOrganizationDesk(tx, about.id)
  return {
    applicant,
    authority,
    superior: { scope: above.scope, name: above.name, body: above.key },
    ...(body === undefined
      ? {}
      : { body: { scope: body.scope, name: body.name, body: body.isGap ? null : body.key, follows: true } }),
  }
}

/** A filing is decided by the subdistrict, a registration by the civil-affairs desk: the nearest that the caller serves. */
async function findAuthority(tx: Tx, about: About, isOwn: boolean): Promise<CaseParty> {
  const isFiled = about.kind === 'filed'
  const registers = isFiled || about.id === null || about.code?.length !== 18
  const own = registers ? undefined : await findRegistrationDesk(tx, about.id ?? 0)
  const near = isFiled ? await listDesksAbove(tx, about.place.id, 'community') : []
  const civil = await listDesksAbove(tx, about.place.id, 'civil')
  const desks = [...(own === undefined ? [] : [own]), ...near, ...civil].map(({ scope, name, key }): CaseParty => ({
    scope,
    name,
    body: key,
  }))
  const [nearest] = desks
  if (nearest === undefined) throw new Refusal('BODY_UNKNOWN', { id: about.place.name })
  if (isOwn) return nearest
  for (const desk of desks) if ((await listServedParties(tx, { desk })).length > 0) return desk
  throw new Refusal('BODY_NOT_YOURS', { body: nearest.name })
}

export function wrong(act: RegistrationAct, zh: string, en: string): Refusal {
  const name: Text = REGISTRATION_ACT_NAMES[act]
  return new Refusal('REGISTRATION_ABOUT', { act: name.zh, actEn: name.en, zh, en })
}
