import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CODES, csvOf, LOGINS, ORGANIZATIONS, creditCode, FIRST } from '../../test/city.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { keyedWrites, type Example } from '../../test/keyed-writes.ts'
import { addressOf, KEYED_WRITES, type NamedRoute } from '../../test/routes.ts'
import { registered } from '../../test/systems.ts'
import { KEYED_BY_OTHERS } from '../../test/keyed-evaluations.ts'
import { formOf, signedIn, startTestServer, type Ask, type Client, type TestServer } from '../../test/server.ts'
import type { RouteName } from './routes.ts'

let server: TestServer
let client: Client
let city: Client
let examples: ReturnType<typeof keyedWrites>
beforeAll(async () => {
  server = await startTestServer()
  client = await signedIn(server.app, LOGINS.first)
  city = await signedIn(server.app, LOGINS.city)
  examples = keyedWrites(server, city)
})
afterAll(() => server.stop())

let number = 500

function file(): Ask {
  number += 1
  const row = { ...ORGANIZATIONS[1], code: creditCode(FIRST.district, number), name: `会${number}` }
  return formOf({ 'organizations.csv': csvOf([row]) })
}

async function stateAfter(id: string): Promise<string> {
  for (;;) {
    const { state } = (await client('GET', `/api/imports/${id}`)).json().batch
    if (state !== 'checking' && state !== 'importing') return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function checkedBatch(): Promise<string> {
  const { id } = (await client('POST', '/api/imports', file())).json()
  expect(await stateAfter(id)).toBe('checked')
  return id
}

/** A batch whose work nobody has taken up yet. */
async function waitingBatch(): Promise<string> {
  const id = await checkedBatch()
  await askDatabase(server.city.adminUrl, `update trefoil.batch set state = 'importing' where id = '${id}'`)
  return id
}

async function doneBatch(): Promise<string> {
  const id = await checkedBatch()
  await client('POST', `/api/imports/${id}/commit`)
  expect(await stateAfter(id)).toBe('done')
  return id
}

async function solvedPlan(): Promise<string> {
  const { id } = (await client('POST', '/api/plans', { body: { seconds: 1 } })).json()
  for (;;) {
    const { state } = (await client('GET', `/api/plans/${id}`)).json().plan
    if (state !== 'solving') return id
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const none = async () => ''
const mapping = (name: string) => ({ sheet: 'organizations', columns: { 名: name }, words: {}, constants: {} })

const words = (value: string) => ({ words: [{ sheet: 'organizations', column: 'name', read: '会', value }] })

const own = async () => CODES.own
const wrong = (to: string) => ({ fields: [{ key: 'address', to }], reason: '门牌号有误' })
const withdrawn = (seen: number) => ({ action: 'withdraw', form: {}, seen })
const paper = (text: string) => formOf({ 'a.txt': text }, { kind: 'organization', id: CODES.own })
const view = (industry: string) => ({ name: '养老', search: { industry } })

const system = (zh: string) => ({
  name: { zh, en: 'hall' },
  contact: '登记处',
  permits: ['gate:check'],
  grants: [{ place: null, lines: null, from: '2026-01-01', to: null }],
  expiresOn: '2999-01-01',
  perMinute: null,
})
const grade = (call: string) => ({ organization: CODES.own, purpose: 'purchase', call, reason: '资格审查' })
const newSystem = async () => (await registered(server.app, city)).id

async function openCase(): Promise<string> {
  return (await client('POST', `/api/organizations/${CODES.own}/corrections`, { body: wrong('三号') })).json().id
}

const paperValues = (subject: string) => ({ addressee: '甲协会', subject, paragraphs: [{ text: '请知悉。' }] })
const letter = (subject: string) => ({ template: 'letter', office: 'SQ1', values: paperValues(subject) })
const edited = (subject: string) => ({ values: paperValues(subject), seen: 1 })
const served = (way: string) => ({ day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), way })

async function draftOfPaper(): Promise<string> {
  return (await client('POST', '/api/papers', { body: letter('年度工作') })).json().id
}

async function issuedPaper(): Promise<string> {
  const id = await draftOfPaper()
  expect((await client('POST', `/api/papers/${id}/issue`, { body: { seen: 1 } })).statusCode).toBe(200)
  return id
}

const two = (reason: string) => ({ body: { one: CODES.own, other: CODES.due, reason } })
const MERGED = { kept: CODES.own, gone: creditCode(FIRST.district, 3), reason: '同一家' }
/** What a merge rests on is not known before it is asked: the body is filled in when it is sent. */
const merge: Ask = { body: { ...MERGED, digest: '' } }

async function readyToMerge(): Promise<string> {
  const { kept, gone } = MERGED
  const { digest } = (await client('POST', '/api/record-merges/preview', { body: { kept, gone } })).json()
  Object.assign(merge.body ?? {}, { digest })
  return ''
}

async function mergedRecords(): Promise<string> {
  const order = { kept: CODES.own, gone: creditCode(FIRST.district, 4) }
  const { digest } = (await client('POST', '/api/record-merges/preview', { body: order })).json()
  return (await client('POST', '/api/record-merges', { body: { ...order, reason: '同一家', digest } })).json().id
}

async function answered(): Promise<string> {
  return (await client('POST', '/api/duplicates/answers', two('两家'))).json().id
}

/**
 * Writes of which no reply is kept, because the same again does the same: a draft is what it is (decision 0013), a
 * preview writes nothing, and a link of a mail has no session. An address is tried with its mail (notice.test.ts).
 */
const SAME_AGAIN: readonly string[] = [
  'confirmByLink',
  'discardDraft',
  'previewAssignments',
  'previewRegisterBatch',
  'saveDraft',
  'setAddress',
  'stopByLink',
]

const liaisonList = (officer: string) =>
  formOf({ 'list.csv': `统一社会信用代码,联络员\n${CODES.own},${officer}` }, { commit: 'yes' })

const yearOf = (year: number) => ({ year, questionSet: 'annual-report-party', dueOn: '2999-01-10' })
const unreachable = (reason: string) => ({ ground: 'unreachable', reason })
const helped = async () => creditCode(FIRST.district, 6)
const help = (year: number) => ({ bodyId: 'MZ', task: '场地', from: `${year}-01-01`, to: `${year + 1}-01-01` })
const ended = (why: string) => ({ to: '1950-06-01', why })

async function helping(year: number): Promise<string> {
  const reply = await client('POST', `/api/organizations/${await helped()}/coordinations`, { body: help(year) })
  return reply.json().id
}

async function helpEnded(): Promise<string> {
  number += 1
  const id = await helping(1400 + number)
  await client('POST', `/api/coordinations/${id}/end`, { body: { to: `${1400 + number}-06-01`, why: '已完成' } })
  return id
}

const filing = (name: string) => ({ act: 'filing', name, placeCode: FIRST.community })
const promise = (signedOn: string) => ({ kind: 'commitment', seen: 0, signedOn, way: 'signed' })

async function filed(): Promise<string> {
  number += 1
  return (await client('POST', '/api/registrations', { body: filing(`棋友会${number}`) })).json().id
}

/** A case about an organization whose body the clerk serves. */
async function caseOfServed(): Promise<string> {
  const url = `/api/organizations/${await helped()}/corrections`
  return (await client('POST', url, { body: wrong('六号') })).json().id
}

/** Writes of an officer of the first district; those of the whole city are in test/keyed-writes.ts. */
const EXAMPLES: Partial<Record<RouteName, Example>> = {
  checkImport: { id: none, ask: file(), other: file() },
  mapImport: { id: checkedBatch, ask: { body: mapping('name') }, other: { body: mapping('address') } },
  acceptWords: { id: checkedBatch, ask: { body: words('甲') }, other: { body: words('乙') } },
  checkAgain: { id: checkedBatch, ask: {} },
  commitImport: { id: checkedBatch, ask: {} },
  stopImport: { id: waitingBatch, ask: {} },
  undoImport: { id: doneBatch, ask: {} },
  solvePlan: { id: none, ask: { body: { seconds: 1 } }, other: { body: { seconds: 2 } } },
  stopPlan: { id: solvedPlan, ask: {} },
  requestCorrection: { id: own, ask: { body: wrong('一号') }, other: { body: wrong('二号') } },
  draftReportYear: { id: none, ask: { body: yearOf(2020) }, other: { body: yearOf(2021) } },
  proposeListing: { id: own, ask: { body: unreachable('甲') }, other: { body: unreachable('乙') } },
  actInCase: { id: openCase, ask: { body: withdrawn(1) }, other: { body: withdrawn(2) } },
  addCoordination: { id: helped, ask: { body: help(1940) }, other: { body: help(1941) } },
  endCoordination: { id: () => helping(1950), ask: { body: ended('a') }, other: { body: ended('b') } },
  resumeCoordination: { id: helpEnded, ask: {} },
  importLiaisonBook: { id: none, ask: liaisonList('甲'), other: liaisonList('乙') },
  addDocument: { id: none, ask: paper('甲'), other: paper('乙') },
  writePaper: { id: none, ask: { body: letter('甲') }, other: { body: letter('乙') } },
  editPaper: { id: draftOfPaper, ask: { body: edited('丙') }, other: { body: edited('丁') } },
  issuePaper: { id: draftOfPaper, ask: { body: { seen: 1 } }, other: { body: { seen: 2 } } },
  servePaper: { id: issuedPaper, ask: { body: served('direct') }, other: { body: served('post') } },
  withdrawPaper: {
    id: issuedPaper,
    ask: { body: { why: '误发', seen: 2 } },
    other: { body: { why: '重复', seen: 2 } },
  },
  setPaperOffice: {
    id: async () => 'MZ',
    ask: { body: { name: '市民政局', code: '常民', seen: 0 } },
    other: { body: { name: '市民政局', code: '常管', seen: 0 } },
    by: 'city',
  },
  savePaperTemplate: {
    id: async () => 'letter',
    ask: { body: { office: 'MZ', content: null, seen: 0 } },
    other: { body: { office: 'MZ', content: null, seen: 1 } },
    by: 'city',
  },
  registerSystem: { id: none, ask: { body: system('甲') }, other: { body: system('乙') }, by: 'city' },
  rotateSystem: {
    id: newSystem,
    ask: { body: { overlapDays: 1 } },
    other: { body: { overlapDays: 2 } },
    by: 'city',
  },
  askGrade: { id: none, ask: { body: grade('甲') }, other: { body: grade('乙') } },
  revokeSystem: {
    id: newSystem,
    ask: { body: { reason: '停用' } },
    other: { body: { reason: '另一' } },
    by: 'city',
  },
  startRegistration: { id: none, ask: { body: filing('书画会') }, other: { body: filing('诗社') } },
  giveRegistrationPaper: { id: filed, ask: { body: promise('2026-01-01') }, other: { body: promise('2026-01-02') } },
  startPartyCase: {
    id: caseOfServed,
    ask: { body: { kind: 'sendOfficer' } },
    other: { body: { kind: 'sendOfficer', note: '另' } },
  },
  saveView: { id: none, ask: { body: view('养老') }, other: { body: view('教育') } },
  answerNotSame: { id: none, ask: two('两家'), other: two('两个分部') },
  takeBackNotSame: { id: answered, ask: {}, other: {} },
  mergeRecords: { id: readyToMerge, ask: merge, other: { body: { ...MERGED, digest: 'x' } } },
  undoMerge: { id: mergedRecords, ask: {}, other: {} },
}
const commands = async (key: string) =>
  (await askDatabase(server.city.adminUrl, `select act from trefoil.command where key = '${key}'`)).length

/** The client and the example of a write. */
function exampleOf(name: RouteName): { readonly as: Client; readonly example: Example } {
  const here = EXAMPLES[name]
  const example = here ?? examples[name]
  if (example === undefined) throw new Error(`${name} has no example.`)
  return { as: here === undefined || here.by === 'city' ? city : client, example }
}

test('every write with a key has its example, says the same again, or is tried with others', () => {
  const named = new Set([...Object.keys(EXAMPLES), ...Object.keys(examples), ...SAME_AGAIN, ...KEYED_BY_OTHERS])
  expect(KEYED_WRITES.map(({ name }) => name).toSorted()).toEqual([...named].toSorted())
})

test.each(
  KEYED_WRITES.filter(({ name }) => ![...SAME_AGAIN, ...KEYED_BY_OTHERS].includes(name)).map(
    (one) => [one.name, one] as const,
  ),
)(
  '%s: the same key gives the same reply and one effect, and is refused for another request',
  async (name, one: NamedRoute) => {
    const { as, example } = exampleOf(name)
    const key = randomUUID()
    const id = await example.id()
    const url = addressOf(one, id)
    const ask = typeof example.ask === 'function' ? await example.ask(id) : example.ask
    const once = await as(one.route.method, url, { ...ask, key })
    expect([once.statusCode < 300, once.body]).toEqual([true, once.body])
    const twice = await as(one.route.method, url, { ...ask, key })
    expect([twice.statusCode, saidBy(twice)]).toEqual([once.statusCode, saidBy(once)])
    expect(await commands(key)).toBe(1)
    const reused = await otherwise(one, { as, example, ask, key })
    expect([reused.statusCode, reused.json().code]).toEqual([422, 'KEY_REUSED'])
  },
)

const saidBy = (reply: Awaited<ReturnType<Client>>) => (reply.body === '' ? '' : reply.json())

type Reuse = { readonly as: Client; readonly example: Example; readonly ask: Ask; readonly key: string }

/** Another request under the same key: another body, another thing or, where there is only one, another write. */
async function otherwise(one: NamedRoute, { as, example, ask, key }: Reuse) {
  const id = await example.id()
  if (example.other === undefined && id === '') return as('POST', '/api/saved-views', { body: view('旅游'), key })
  return as(one.route.method, addressOf(one, id), { ...(example.other ?? ask), key })
}

test('ten uploads at once under one key are one batch', async () => {
  const [key, ask] = [randomUUID(), file()]
  const replies = await Promise.all(Array.from({ length: 10 }, () => client('POST', '/api/imports', { ...ask, key })))
  expect(new Set(replies.map((reply) => reply.statusCode))).toEqual(new Set([202]))
  expect(new Set(replies.map((reply) => reply.json().id)).size).toBe(1)
  expect(await stateAfter(replies[0]?.json().id)).toBe('checked')
})

test('a key is its owner’s: another person may use the same', async () => {
  const key = randomUUID()
  const replies = [
    await client('POST', '/api/plans', { body: { seconds: 1 }, key }),
    await city('POST', '/api/plans', { body: { seconds: 1 }, key }),
  ]
  expect(replies.map((reply) => reply.statusCode)).toEqual([202, 202])
  expect(replies[0]?.json().id).not.toBe(replies[1]?.json().id)
})
