import { randomUUID } from 'node:crypto'
import { CODES, creditCode, csvOf, FIRST, importSheets } from './city.ts'
import type { RouteName } from '../src/api/routes.ts'
import { ofEvaluations } from './keyed-evaluations.ts'
import { formOf, type Ask, type Client, type TestServer } from './server.ts'

/** A write that is made ready, asked twice under one key, and then asked otherwise under the same key. */
export type Example = {
  /** The id in the address, made ready for the write. */
  readonly id: () => Promise<string>
  readonly ask: Ask | ((id: string) => Promise<Ask>)
  /** Another request; without one, the same is asked of another thing, where there is one. */
  readonly other?: Ask
  /** By an officer of the whole city, where the one of a district may not. */
  readonly by?: 'city'
}

const none = async () => ''
const because = { reason: '属本行业管理' }
const today = (more = 0) => new Date(Date.now() + (8 + 24 * more) * 3_600_000).toISOString().slice(0, 10)

type Stage = {
  readonly city: Client
  /** A fresh organization of the first district, with or without a body. */
  readonly fresh: (bodyId?: string) => Promise<string>
  /** The reply to a write that makes ready; one that is refused is a fault of the example. */
  readonly made: (method: 'POST' | 'PUT', url: string, body?: object) => Promise<Reply>
}
type Reply = { readonly id?: string | number; readonly batch?: string; readonly act?: string; readonly digest?: string }

/** Examples of an officer of the whole city: her client, and her writes that keep their reply. */
export function keyedWrites(server: TestServer, city: Client): Partial<Record<RouteName, Example>> {
  let number = 700
  const fresh = async (bodyId?: string) => {
    number += 1
    const code = creditCode(FIRST.district, number)
    const row = { code, name: `甲中心${number}`, kind: 'service', registeredOn: '2015-03-01', status: 'active' }
    const more = { placeCode: FIRST.community, industry: '教育', fullMembers: 0, staff: 5 }
    await importSheets(
      server.city.desk,
      { organizations: [{ ...row, ...more, ...(bodyId ? { bodyId } : {}) }] },
      '2026-02-01',
    )
    return code
  }
  const made: Stage['made'] = async (method, url, body) => {
    const reply = await city(method, url, body === undefined ? {} : { body })
    if (reply.statusCode >= 300) throw new Error(`${method} ${url} was refused: ${reply.body}`)
    return reply.body === '' ? {} : reply.json()
  }
  const stage: Stage = { city, fresh, made }
  return {
    ...ofRegister(stage),
    ...ofLines(stage),
    ...ofConferences(stage),
    ...ofLiaison(stage),
    ...ofCensus(stage),
    ...ofNotices(stage),
    ...ofEvaluations(stage),
  }
}

function ofRegister({ city, fresh, made }: Stage): Partial<Record<RouteName, Example>> {
  const cells = { name: '新书院', kind: 'service', registeredOn: '2023-05-01', placeCode: FIRST.community, staff: '3' }
  const entry = { asOf: '2026-02-01', seen: null, accepted: [], note: '' }
  const batchOf = async (industry: string) => {
    const order = { codes: [await fresh('MZ')], asOf: '2026-03-01', set: { industry } }
    const { digest } = await made('POST', '/api/register-batches/preview', order)
    return { ...order, digest }
  }
  const view = (name: string) => ({ name, search: { industry: '养老' } })
  const savedView = async () => String((await made('POST', '/api/saved-views', view(randomUUID().slice(0, 8)))).id)
  const rest = { event: 'rest', day: '2026-03-01', document: '常民〔2026〕1号', place: null, successors: [] }
  const life = async (id: string) => (await city('GET', `/api/organizations/${id}/life`)).json()
  const document = async () => {
    const reply = await city(
      'POST',
      '/api/documents',
      formOf({ 'a.txt': randomUUID() }, { kind: 'organization', id: CODES.own }),
    )
    return String(reply.json().id)
  }
  return {
    enterOrganization: {
      id: none,
      ask: { body: { ...entry, code: creditCode(FIRST.district, 601), cells } },
      other: { body: { ...entry, code: creditCode(FIRST.district, 602), cells } },
    },
    stateRegisterBatch: {
      id: none,
      ask: async () => ({ body: await batchOf('养老') }),
      other: { body: { codes: [CODES.own], asOf: '2026-03-01', set: { industry: '助残' }, digest: 'x' } },
    },
    undoEntry: {
      id: async () => String((await made('POST', '/api/register-batches', await batchOf('助残'))).batch),
      ask: {},
    },
    recordLifeEvent: {
      id: () => fresh('MZ'),
      ask: async (id) => ({ body: { ...rest, reason: '停办', seen: (await life(id)).version } }),
      other: { body: { ...rest, reason: '另有原因', seen: 1 } },
    },
    withdrawDocument: { id: document, ask: { body: { why: '传错了' } }, other: { body: { why: '重复' } } },
    changeView: { id: savedView, ask: { body: view('改名一') }, other: { body: view('改名二') } },
    withdrawView: { id: savedView, ask: {} },
    saveLayout: {
      id: none,
      ask: { body: { columns: ['kind'], density: 'dense' } },
      other: { body: { columns: ['kind'], density: 'roomy' } },
    },
  }
}

function ofLines({ fresh }: Stage): Partial<Record<RouteName, Example>> {
  const items = (code: string, bodyId: string) => ({ body: { items: [{ code, bodyId }] } })
  return {
    openAssignments: { id: none, ask: {} },
    confirmAssignments: { id: none, ask: async () => items(await fresh(), 'MZ'), other: items(CODES.own, 'EDU') },
    offerHandOver: {
      id: () => fresh('MZ'),
      ask: { body: { bodyId: 'EDU', ...because } },
      other: { body: { bodyId: 'SQ1', ...because } },
    },
    claimOrganization: {
      id: () => fresh('MZ'),
      ask: { body: { bodyId: 'EDU', ...because } },
      other: { body: { bodyId: 'EDU', reason: '另有原因' } },
    },
  }
}

function ofConferences({ city, fresh, made }: Stage): Partial<Record<RouteName, Example>> {
  /** A claim that went to the conference: the question that waits for one. */
  const question = async (): Promise<{ readonly id: string; readonly version: number }> => {
    const code = await fresh('MZ')
    const claim = await made('POST', `/api/organizations/${code}/claims`, { bodyId: 'EDU', ...because })
    await made('POST', `/api/cases/${claim.id}/actions`, { action: 'refer', form: because, seen: 1 })
    const { unplaced } = (await city('GET', '/api/conferences')).json()
    return unplaced.find((one: { subject: { code: string } }) => one.subject.code === code)
  }
  const meeting = (cases: readonly string[], place = '201') => ({ day: '2026-06-01', place, cases })
  const called = async () => String((await made('POST', '/api/conferences', meeting([(await question()).id]))).id)
  const task = { text: '移交材料', bodyId: 'EDU', dueOn: '2999-01-01' }
  const minutes = (text: string) => ({ body: { minutes: text, heldOn: null, seen: 1 } })
  const agenda = async (id: string) => (await city('GET', `/api/conferences/${id}`)).json().agenda
  return {
    callConference: {
      id: none,
      ask: async () => ({ body: meeting([(await question()).id]) }),
      other: { body: meeting(['x'], '202') },
    },
    addToAgenda: {
      id: called,
      ask: async () => ({ body: { cases: [(await question()).id] } }),
      other: { body: { cases: ['x'] } },
    },
    decideQuestion: {
      id: called,
      ask: async (id) => {
        const [{ id: one, version }] = await agenda(id)
        return { body: { case: one, bodyId: 'EDU', reason: '按归口规则', seen: version } }
      },
      other: { body: { case: 'x', bodyId: 'EDU', reason: '按归口规则', seen: 1 } },
    },
    keepMinutes: { id: called, ask: minutes('听取意见。'), other: minutes('另一份。') },
    giveTask: { id: called, ask: { body: task }, other: { body: { ...task, text: '核对材料' } } },
  }
}

function ofLiaison({ fresh, made }: Stage): Partial<Record<RouteName, Example>> {
  let number = 0
  const form = () => {
    number += 1
    return { body: 'MZ', name: `联络员${number}`, from: '2026-02-01' }
  }
  const officer = async () => Number((await made('POST', '/api/liaison/officers', form())).id)
  const given = async (to: number) => {
    const order = { from: '2026-03-01', plan: [{ officer: to, codes: [await fresh('MZ')] }] }
    return { order, act: await made('POST', '/api/liaison/assignments', order) }
  }
  const visit = { kind: 'visit', findings: [] }
  const visited = async () => {
    const { order } = await given(await officer())
    return { ...visit, code: order.plan[0]?.codes[0] }
  }
  const logged = async () => String((await made('POST', '/api/liaison/visits', await visited())).id)
  const away = async () => {
    const [gone, there] = [await officer(), await officer()]
    const { order } = await given(gone)
    const plan = [{ officer: there, codes: order.plan[0]?.codes }]
    await made('POST', `/api/liaison/officers/${gone}/handover`, {
      mode: 'absence',
      from: today(),
      until: today(30),
      plan,
    })
    return String(gone)
  }
  const held = new Map<string, readonly string[]>()
  const holder = async () => {
    const one = await officer()
    const { order } = await given(one)
    held.set(String(one), order.plan[0]?.codes ?? [])
    return String(one)
  }
  return {
    createOfficer: { id: none, ask: { body: form() }, other: { body: form() } },
    correctOfficer: {
      id: async () => String(await officer()),
      ask: { body: { name: '更正一', seen: 1 } },
      other: { body: { name: '更正二', seen: 1 } },
    },
    assignOfficers: {
      id: none,
      ask: async () => ({ body: { plan: [{ officer: await officer(), codes: [await fresh('MZ')] }] } }),
      other: { body: { plan: [{ officer: 1, codes: [CODES.own] }] } },
    },
    handOver: {
      id: holder,
      ask: async (id) => {
        const plan = [{ officer: await officer(), codes: held.get(id) ?? [] }]
        return { body: { mode: 'handover', from: today(), plan } }
      },
      other: { body: { mode: 'handover', from: today(), plan: [] } },
    },
    endAbsence: { id: away, ask: { body: {} }, other: { body: { on: today(1) } } },
    undoLiaison: { id: async () => String((await given(await officer())).act.act), ask: {} },
    logVisit: {
      id: none,
      ask: async () => ({ body: await visited() }),
      other: { body: { ...visit, kind: 'call', code: CODES.own } },
    },
    correctVisit: {
      id: logged,
      ask: { body: { kind: 'call', findings: [], seen: 1, why: '笔误' } },
      other: { body: { kind: 'call', findings: [], seen: 1, why: '另有原因' } },
    },
    nameContact: {
      id: () => fresh('MZ'),
      ask: { body: { name: '联系人甲', seen: 0 } },
      other: { body: { name: '联系人乙', seen: 0 } },
    },
  }
}

function ofCensus({ city, made }: Stage): Partial<Record<RouteName, Example>> {
  const plan = (title: string) => ({
    title,
    questionSet: 'members-brief',
    cutOff: '2026-06-30',
    dueOn: '2999-01-10',
    closesOn: '2999-02-10',
    scope: { places: [FIRST.community], lines: [], kinds: ['association'] },
  })
  const drafted = async () => String((await made('POST', '/api/census', plan('摸底'))).id)
  const after = (act: string, before: () => Promise<string>, body?: object) => async () => {
    const id = await before()
    await made('POST', `/api/census/${id}/${act}`, body)
    return id
  }
  const opened = after('opening', drafted)
  const closed = after('closing', opened)
  const returned = async () => {
    const { returns } = (await city('GET', `/api/census/${await opened()}/returns?limit=200`)).json()
    return String(returns.find((one: { code: string }) => one.code === CODES.own).id)
  }
  const answers = { staffFullTime: 6, probationaryMembers: 0, otherMembers: 0, relationElsewhere: 0 }
  const answered = async () => {
    const id = await returned()
    await made('PUT', `/api/returns/${id}/answers`, { seen: 0, answers })
    return id
  }
  const longer = (reason: string) => ({ action: 'extend', form: { dueOn: '2999-03-01', reason }, seen: 1 })
  const book = async (id: string) => {
    const { rawPayload } = await city('GET', `/api/census/${id}/workbook`)
    return formOf({ 'returns.xlsx': rawPayload }, { commit: 'yes' })
  }
  return {
    draftCensus: { id: none, ask: { body: plan('甲') }, other: { body: plan('乙') } },
    editCensus: {
      id: drafted,
      ask: { body: { ...plan('丙'), seen: 1 } },
      other: { body: { ...plan('丁'), seen: 1 } },
    },
    openCensus: { id: drafted, ask: {} },
    closeCensus: { id: opened, ask: {} },
    confirmUnchanged: { id: opened, ask: {} },
    remindCensus: { id: opened, ask: { body: { text: '请填报' } }, other: { body: { text: '请尽快填报' } } },
    freezeCensus: {
      id: closed,
      ask: { body: { reason: '另行补报' } },
      other: { body: { reason: '其他原因' } },
    },
    saveReturn: {
      id: returned,
      ask: { body: { seen: 0, answers } },
      other: { body: { seen: 0, answers: { staffFullTime: 5 } } },
    },
    submitReturn: { id: answered, ask: { body: { seen: 1 } }, other: { body: { seen: 2 } } },
    actOnReturn: { id: returned, ask: { body: longer('装修') }, other: { body: longer('搬迁') } },
    importReturns: {
      id: opened,
      ask: book,
      other: formOf({ 'a.csv': csvOf([{ code: CODES.own }]) }, { commit: 'yes' }),
    },
  }
}

function ofNotices({ made }: Stage): Partial<Record<RouteName, Example>> {
  const choice = { language: 'zh', byMail: false, rhythm: 'daily', hour: 8, weekday: 0 }
  const day = (works: string, source = '市政府通知') => ({ day: works, works: false, source })
  return {
    markRead: { id: none, ask: { body: { ids: [1], read: true } }, other: { body: { ids: [1], read: false } } },
    saveNoticeSettings: { id: none, ask: { body: choice }, other: { body: { ...choice, hour: 9 } } },
    dropAddress: { id: none, ask: {} },
    overruleDay: { id: none, ask: { body: day('2027-03-02') }, other: { body: day('2027-03-03') } },
    withdrawDay: {
      id: none,
      ask: async () => {
        await made('PUT', '/api/calendar', day('2027-03-04'))
        return { body: { day: '2027-03-04' } }
      },
      other: { body: { day: '2027-03-05' } },
    },
  }
}
