import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CANARY, CODES, csvOf, FIRST, LOGINS, ORGANIZATIONS } from '../../test/city.ts'
import { addressOf, hasId, KEYED_WRITES, READS, ROUTES, type NamedRoute } from '../../test/routes.ts'
import { registered } from '../../test/systems.ts'
import { clientOf, formOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import type { Permit } from '../domain/system.ts'
import { openApiDocument } from './openapi.ts'

let server: TestServer
let clients: Record<'first' | 'second' | 'city' | 'reader', Client>
beforeAll(async () => {
  server = await startTestServer()
  clients = {
    first: await signedIn(server.app, LOGINS.first),
    second: await signedIn(server.app, LOGINS.second),
    city: await signedIn(server.app, LOGINS.city),
    reader: await signedIn(server.app, LOGINS.reader),
  }
})
afterAll(() => server.stop())

const titled = (routes: readonly NamedRoute[]) =>
  routes.map((one) => [`${one.route.method} ${one.route.path}`, one] as const)

const CENSUS_PLAN = {
  title: '年度摸底',
  questionSet: 'members-brief',
  cutOff: '2026-06-30',
  dueOn: '2999-01-01',
  closesOn: '2999-02-01',
  scope: { places: [], lines: [], kinds: ['association'] },
}

/** A body that the contract accepts, where the route has one. */
const CALL_PLAN = {
  title: '年度评估',
  year: 2026,
  sheet: 'jiangsu-example-2022',
  applyBy: '2999-01-01',
  vetoOn: '2999-02-01',
  kinds: [],
}
const BODIES: Partial<Record<NamedRoute['name'], object>> = {
  signIn: { login: 'nobody', password: 'x' },
  solvePlan: {},
  actInCase: { action: 'correct', form: {}, seen: 1 },
  previewLetters: { action: 'notify', form: {} },
  saveDraft: { fields: { staff: 3 } },
  startRegistration: { act: 'founding', name: '某中心', kind: 'service', placeCode: '320402' },
  giveRegistrationPaper: { kind: 'commitment', seen: 0, signedOn: '2026-01-01', way: 'signed' },
  startPartyCase: { kind: 'sendOfficer' },
  requestCorrection: { fields: [{ key: 'address', to: '一号' }], reason: '门牌号有误' },
  recordLifeEvent: {
    event: 'rest',
    day: '2026-01-01',
    reason: '停办',
    document: '',
    place: null,
    successors: [],
    seen: 1,
  },
  answerNotSame: { one: 'A1', other: 'A2', reason: '两家' },
  previewMerge: { kept: 'A1', gone: 'A2' },
  mergeRecords: { kept: 'A1', gone: 'A2', reason: '同一家', digest: 'x' },
  enterOrganization: { code: 'BA-1', asOf: '2026-01-01', cells: {}, seen: null, accepted: [], note: '' },
  previewAssignments: { items: [{ code: 'A1', bodyId: 'MZ' }] },
  confirmAssignments: { items: [{ code: 'A1', bodyId: 'MZ' }] },
  offerHandOver: { bodyId: 'MZ', reason: '职能调整' },
  claimOrganization: { bodyId: 'MZ', reason: '属本行业' },
  addCoordination: { bodyId: 'MZ', task: '活动场地', from: '2026-03-01', to: null },
  endCoordination: { to: '2026-03-01', why: '活动结束' },
  callConference: { day: '2026-03-01', place: '一号会议室', cases: ['x'] },
  addToAgenda: { cases: ['x'] },
  decideQuestion: { case: 'x', bodyId: 'MZ', reason: '按归口规则', seen: 1 },
  keepMinutes: { minutes: '', heldOn: null, seen: 1 },
  giveTask: { text: '移交材料', bodyId: 'MZ', dueOn: '2030-01-01' },
  withdrawDocument: { why: '传错了' },
  writePaper: { template: 'letter', office: 'MZ', values: {} },
  editPaper: { values: {}, seen: 1 },
  issuePaper: { seen: 1 },
  servePaper: { day: '2026-01-01', way: 'direct' },
  withdrawPaper: { why: '内容有误', seen: 1 },
  setPaperOffice: { name: '市民政局', code: '常民', seen: 0 },
  savePaperTemplate: { office: 'MZ', content: null, seen: 0 },
  checkRegistration: { facts: {} },
  checkAnnualReport: { facts: {} },
  checkEvaluation: { facts: {} },
  draftEvaluationCall: CALL_PLAN,
  editEvaluationCall: { ...CALL_PLAN, seen: 1 },
  publishEvaluationCall: { seen: 1 },
  closeEvaluationCall: { seen: 1 },
  applyForEvaluation: { code: 'A1' },
  inviteToEvaluation: { code: 'A1' },
  saveSelfAssessment: { seen: 0, answers: {} },
  fileSelfAssessment: { seen: 0 },
  namePanel: { panel: 'first', experts: [1], seen: 1 },
  proposeDemotion: { ground: 'fraud', reason: '弄虚作假' },
  declareForPanel: { servedUntil: null, hasInterest: false, seen: 1 },
  savePanelScores: { scores: {}, seen: 1 },
  handInScores: { seen: 1 },
  addExpert: { login: 'x', title: { zh: '专家', en: 'expert' }, field: { zh: '财务', en: 'accounts' } },
  endExpert: { reason: '任期届满' },
  castBallot: { ballot: 'uphold', reason: '维持', seen: 1 },
  draftCensus: CENSUS_PLAN,
  draftReportYear: { year: 2020, questionSet: 'annual-report-party', dueOn: '2999-01-10' },
  proposeListing: { ground: 'unreachable', reason: '无法联系' },
  editCensus: { ...CENSUS_PLAN, seen: 1 },
  saveReturn: { seen: 0, answers: { staff: 1 } },
  submitReturn: { seen: 0 },
  actOnReturn: { action: 'confirm', form: {}, seen: 1 },
  remindCensus: { text: '请在截止日前填报' },
  freezeCensus: {},
  acceptWords: { words: [] },
  overruleDay: { day: '2026-10-08', works: false, source: '文件' },
  withdrawDay: { day: '2026-10-08' },
  markRead: { ids: [1], read: true },
  saveNoticeSettings: { language: 'zh', byMail: false, rhythm: 'daily', hour: 8, weekday: 0 },
  setAddress: { address: 'clerk@example.test' },
  confirmByLink: { token: 'x'.repeat(43) },
  stopByLink: { token: 'x'.repeat(43) },
  createOfficer: { body: 'MZ', name: '联络员甲' },
  correctOfficer: { name: '联络员甲', seen: 1 },
  assignOfficers: { plan: [] },
  handOver: { mode: 'handover', from: '2026-01-01', plan: [] },
  endAbsence: {},
  logVisit: { code: 'any', kind: 'visit', findings: [] },
  correctVisit: { kind: 'call', findings: [], seen: 1, why: '笔误' },
  nameContact: { name: '联系人甲', seen: 0 },
  previewRegisterBatch: { codes: ['any'], asOf: '2026-02-01', set: { industry: '养老' } },
  stateRegisterBatch: { codes: ['any'], asOf: '2026-02-01', set: { industry: '养老' }, digest: 'x' },
  saveView: { name: '养老', search: { industry: '养老' } },
  changeView: { name: '养老', search: { industry: '养老' } },
  registerSystem: {
    name: { zh: '登记大厅', en: 'hall' },
    contact: '登记处',
    permits: ['gate:check'],
    grants: [{ place: null, lines: null, from: '2026-01-01', to: null }],
    expiresOn: '2999-01-01',
    perMinute: null,
  },
  askGrade: { organization: 'any', purpose: 'purchase', call: '2026-1', reason: '资格审查' },
  rotateSystem: { overlapDays: 7 },
  revokeSystem: { reason: '停用' },
  saveLayout: { columns: ['kind'], density: 'dense' },
  mapImport: { sheet: 'organizations', columns: {}, words: {}, constants: {} },
}

function ask(client: Client, one: NamedRoute, id: string, more: Parameters<Client>[2] = {}) {
  const body = BODIES[one.name]
  const form = one.route.consumes === undefined ? {} : formOf({ 'organizations.csv': csvOf(ORGANIZATIONS.slice(0, 1)) })
  return client(one.route.method, addressOf(one, id), { ...(body === undefined ? {} : { body }), ...form, ...more })
}

test('every module of the contract that states routes is served', () => {
  const stated = readdirSync('src/contract')
    .flatMap((file) => [...readFileSync(`src/contract/${file}`, 'utf8').matchAll(/^export const (\w+) = route\(/gm)])
    .map((found) => found[1])
  expect(stated.length).toBeGreaterThan(25)
  expect(new Set(ROUTES.map(({ name }) => name))).toEqual(new Set(stated))
})

test('the document in the repository is the one that the server gives', async () => {
  const document = await openApiDocument()
  expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)))
  expect((await clientOf(server.app)('GET', '/api/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(document)))
})

test.each(titled(ROUTES))('%s is in the document with its key, its security and its problems', async (_title, one) => {
  const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8'))
  const path = one.route.path.replace(/:(\w+)/, '{$1}')
  const operation = document.paths[path]?.[one.route.method.toLowerCase()]
  expect(operation).toMatchObject({ operationId: one.name, summary: one.route.summary })
  expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Problem' })
  const { caller, permit } = one.route
  const bySystem = permit === undefined ? [] : [{ system: [permit] }]
  expect(operation.security).toEqual(caller === 'anyone' ? [] : [{ session: [] }, ...bySystem])
  const headers = (operation.parameters ?? []).filter((parameter: { in: string }) => parameter.in === 'header')
  expect(headers).toHaveLength(KEYED_WRITES.includes(one) ? 1 : 0)
})

test.each(titled(ROUTES.filter(({ route }) => route.caller !== 'anyone')))(
  '%s needs a session',
  async (_title, one) => {
    for (const cookie of ['', `trefoil=${'x'.repeat(43)}`]) {
      const reply = await ask(clientOf(server.app, cookie), one, 'any')
      expect([reply.statusCode, reply.json().code]).toEqual([401, 'NOT_SIGNED_IN'])
    }
  },
)

describe('the token of another system', () => {
  let all: Client
  let none: Readonly<Record<Permit, Client>>
  beforeAll(async () => {
    const register = async (permits?: readonly Permit[]) =>
      (
        await registered(server.app, clients.city, {
          perMinute: 100_000,
          ...(permits === undefined ? {} : { permits }),
        })
      ).client
    all = await register()
    none = { 'gate:check': await register(['grade:read']), 'grade:read': await register(['gate:check']) }
  })

  test.each(titled(ROUTES))('%s is for it only where the route names a permit that it has', async (_title, one) => {
    const { permit } = one.route
    const reply = await ask(all, one, 'any')
    if (permit === undefined) expect([reply.statusCode, reply.json().code]).toEqual([403, 'SYSTEM_ROUTE'])
    else {
      expect([401, 403]).not.toContain(reply.statusCode)
      const without = await ask(none[permit], one, 'any')
      expect([without.statusCode, without.json().code]).toEqual([403, 'SYSTEM_PERMIT'])
    }
  })
})

test.each(titled(ROUTES.filter(({ route }) => route.caller === 'writer')))(
  '%s refuses a reader',
  async (_title, one) => {
    const reply = await ask(clients.reader, one, 'any')
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'NOT_ALLOWED'])
  },
)

test.each(titled(KEYED_WRITES))('%s needs a key', async (_title, one) => {
  const reply = await ask(clients.city, one, 'any', { key: null })
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'KEY_MISSING'])
})

test.each(titled(ROUTES))('%s refuses a field that it does not know, by its name', async (_title, one) => {
  const separator = addressOf(one, 'any').includes('?') ? '&' : '?'
  const body = BODIES[one.name]
  const url = `${addressOf(one, 'any')}${separator}misspelled=1`
  const reply = await clients.city(one.route.method, url, body === undefined ? {} : { body })
  expect([reply.statusCode, reply.json().code, reply.json().pointer]).toEqual([400, 'BAD_REQUEST', '/query/misspelled'])
})

test.each([
  ['a limit that is no number', '/api/organizations?limit=many', '/query/limit'],
  ['a limit above the most', '/api/organizations?limit=100000', '/query/limit'],
  ['a day of no calendar', '/api/organizations?asOf=2026-02-30', '/query/asOf'],
  ['a day in another form', '/api/analysis/coverage?asOf=1.3.2026', '/query/asOf'],
  ['an instant without an offset', '/api/analysis/gaps?knownAt=2026-01-01T00:00:00', '/query/knownAt'],
  ['an instant that is none', '/api/analysis/official?knownAt=yesterday', '/query/knownAt'],
  ['a line that is none', '/api/organizations?line=fourth', '/query/line'],
  ['a grouping that is none', '/api/analysis/coverage?by=district,colour', '/query/by'],
  ['a text with a NUL', '/api/organizations?q=a%00b', '/query/q'],
  ['a depth that is none', '/api/places?to=street', '/query/to'],
])('%s is refused by the name of its field', async (_what, url, pointer) => {
  const reply = await clients.city('GET', url)
  expect(reply.statusCode).toBe(400)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.json()).toMatchObject({ code: 'BAD_REQUEST', status: 400, pointer })
  expect(reply.json().messages.zh).toContain(pointer.split('/')[2])
})

test.each([
  ['a missing password', ['POST', '/api/session'], { login: 'a' }, '/body/password'],
  ['a login that is no text', ['POST', '/api/session'], { login: 5, password: 'x' }, '/body/login'],
  ['a field that is not known', ['POST', '/api/plans'], { colour: 'red' }, '/body/colour'],
  ['seconds beyond the most', ['POST', '/api/plans'], { seconds: 9999 }, '/body/seconds'],
  ['a day of no calendar', ['POST', '/api/plans'], { asOf: '2026-13-01' }, '/body/asOf'],
  [
    'a mapping without its sheet',
    ['PUT', '/api/imports/any/mapping'],
    { columns: {}, words: {}, constants: {} },
    '/body/sheet',
  ],
] as const)('%s is refused by the name of its field', async (_what, request, body, pointer) => {
  const [method, url] = request
  const reply = await clients.city(method, url, { body })
  expect([reply.statusCode, reply.json().code, reply.json().pointer]).toEqual([400, 'BAD_REQUEST', pointer])
})

test('a body that is not JSON is refused without a word of it', async () => {
  const headers = { 'content-type': 'application/json' }
  const reply = await clients.city('POST', '/api/plans', { body: '{"secret-word":', headers })
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'BAD_REQUEST'])
  expect(reply.body).not.toContain('secret-word')
})

test.each(titled(ROUTES.filter(hasId)))(
  '%s: what is another’s and what is not there are told alike',
  async (_title, one) => {
    const foreign = await foreignIdOf(one)
    const missing = isOfOrganization(one) ? '51320400000000000X' : '00000000-0000-4000-8000-000000000000'
    const replies = [await ask(clients.first, one, foreign), await ask(clients.first, one, missing)]
    expect(replies.map((reply) => reply.statusCode)).toEqual([404, 404])
    const [there, nowhere] = replies.map((reply) => reply.body)
    expect(there?.replaceAll(foreign, 'ID')).toBe(nowhere?.replaceAll(missing, 'ID'))
  },
)

function isOfOrganization({ route }: NamedRoute): boolean {
  return route.path.startsWith('/api/organizations/:id')
}

/** An id that the second district has and the first may not see. */
async function foreignIdOf(one: NamedRoute): Promise<string> {
  const { route } = one
  if (isOfOrganization(one)) return CODES.canary
  if (route.path.startsWith('/api/plans')) {
    return (await clients.second('POST', '/api/plans', { body: { seconds: 1 } })).json().id
  }
  const form = formOf({ 'organizations.csv': csvOf(ORGANIZATIONS.slice(6, 7)) })
  return (await clients.second('POST', '/api/imports', form)).json().id
}

test.each(titled(READS))('%s never shows a name of the other district', async (_title, one) => {
  for (const query of ['', `?q=${encodeURIComponent(CANARY)}`, '?place=320404', '?asOf=2026-01-02', '?format=jsonl']) {
    for (const id of [CODES.canary, CODES.own, 'organizations', 'partyOrganizations']) {
      const reply = await clients.first('GET', `${addressOf(one, id)}${query}`)
      expect(reply.statusCode).toBeLessThan(500)
      const body = reply.body.replaceAll(/“[^”]*”/g, '')
      expect(body).not.toContain(CANARY)
    }
  }
})

test('the canary is there for those who may see it', async () => {
  expect((await clients.second('GET', '/api/organizations')).body).toContain(CANARY)
  expect((await clients.city('GET', `/api/organizations/${CODES.canary}`)).body).toContain(CANARY)
})

test('an officer of a district is given its places and those above it', async () => {
  const codes = async (client: Client, to: string) =>
    (await client('GET', `/api/places?to=${to}`)).json().places.map((place: { code: string }) => place.code)
  expect(await codes(clients.first, 'community')).toEqual(['320400', FIRST.district, FIRST.township, FIRST.community])
  expect(await codes(clients.first, 'district')).toEqual(['320400', FIRST.district])
  expect(await codes(clients.city, 'district')).toEqual(['320400', '320402', '320404'])
})

test('a fault inside is told by a reference, and neither reply nor log holds a statement, a stack or a value', async () => {
  const { adminUrl } = server.city
  const { ask: askDatabase } = await import('../../test/embedded/children.ts')
  await askDatabase(adminUrl, 'alter table trefoil.place rename to place_gone')
  const reply = await clients
    .city('GET', '/api/places?asOf=2026-01-02')
    .finally(() => askDatabase(adminUrl, 'alter table trefoil.place_gone rename to place'))
  expect([reply.statusCode, reply.json().code]).toEqual([500, 'INTERNAL'])
  expect(reply.body).not.toMatch(/select|relation|trefoil\.place|at .*\.ts|node_modules/i)
  const line = server.log.find((one) => one.includes(String(reply.json().instance).replace('urn:uuid:', '')))
  expect(line).toContain('42P01')
  expect(line).not.toMatch(/select |2026-01-02|cookie/)
})

test('the log holds routes and statuses, and nothing of who asked for what', async () => {
  await clients.first('GET', `/api/organizations/${CODES.own}?asOf=2026-01-03`)
  await clients.first('GET', '/api/organizations?q=secret-name')
  const text = server.log.join('\n')
  expect(text).toContain('"route":"/api/organizations/:id"')
  for (const word of [CODES.own, 'secret-name', '2026-01-03', 'trefoil=', LOGINS.first])
    expect(text).not.toContain(word)
})
