import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CANARY, CODES, LOGINS } from '../../test/city.ts'
import { ask as askDatabase } from '../../test/embedded/children.ts'
import { clientOf, signedIn, startTestServer, type Client, type TestServer } from '../../test/server.ts'
import { samplePaperValues } from '../domain/paper-sample.ts'
import { shownCode } from '../domain/paper.ts'

let server: TestServer
let clients: Record<'first' | 'second' | 'city' | 'reader' | 'organization', Client>
let year: number
beforeAll(async () => {
  server = await startTestServer()
  const { app } = server
  clients = {
    first: await signedIn(app, LOGINS.first),
    second: await signedIn(app, LOGINS.second),
    city: await signedIn(app, LOGINS.city),
    reader: await signedIn(app, LOGINS.reader),
    organization: await signedIn(app, LOGINS.organization),
  }
  const [row] = await askDatabase(server.city.adminUrl, 'select extract(year from trefoil.today())::integer as year')
  year = Number(row?.['year'])
  const set = await clients.city('PUT', '/api/paper-offices/MZ', {
    body: { name: '常州市民政局', code: '常民管', seen: 0 },
  })
  expect(set.statusCode).toBe(200)
})
afterAll(() => server.stop())

const {
  'office.name': _office,
  'organization.name': _name,
  'organization.code': _code,
  ...GAPS
} = samplePaperValues('gapNotice')

async function drafted(client: Client, more: object = {}) {
  const body = { template: 'gap-notice', office: 'MZ', values: GAPS, organization: CODES.own, ...more }
  const reply = await client('POST', '/api/papers', { body })
  expect([reply.statusCode, reply.json().code]).toEqual([201, null])
  return reply.json()
}

async function issued(client: Client, more: object = {}) {
  const { id } = await drafted(client, more)
  const reply = await client('POST', `/api/papers/${id}/issue`, { body: { seen: 1 } })
  expect(reply.statusCode).toBe(200)
  return reply.json()
}

const codeOf = (reply: { statusCode: number; json: () => { code?: string } }) => [reply.statusCode, reply.json().code]

describe('a draft', () => {
  test('takes office and organization from the record, has no number, and is seen by its office alone', async () => {
    const draft = await drafted(clients.city)
    expect(draft).toMatchObject({ state: 'draft', number: null, issuedOn: null, hash: null, mayWrite: true })
    expect(draft.model).toMatchObject({ office: '常州市民政局', addressee: '甲协会1', number: null, day: null })
    for (const client of [clients.first, clients.second, clients.organization]) {
      expect(codeOf(await client('GET', `/api/papers/${draft.id}`))).toEqual([404, 'NOT_FOUND'])
    }
  })

  test('without a needed value is refused by the name of its field, and nothing is stored', async () => {
    const { mendBy: _gone, ...values } = GAPS
    const before = (await clients.city('GET', '/api/papers')).json().total
    const reply = await clients.city('POST', '/api/papers', {
      body: { template: 'gap-notice', office: 'MZ', values, organization: CODES.own },
    })
    expect([...codeOf(reply), reply.json().pointer]).toEqual([422, 'PAPER_VALUE_MISSING', '/body/values/mendBy'])
    expect((await clients.city('GET', '/api/papers')).json().total).toBe(before)
  })

  test('is edited on the version that was seen only', async () => {
    const { id } = await drafted(clients.city)
    const edit = (matter: string) =>
      clients.city('PUT', `/api/papers/${id}`, { body: { values: { ...GAPS, matter }, seen: 1 } })
    expect((await edit('变更登记')).json()).toMatchObject({ version: 2, title: expect.stringContaining('变更登记') })
    expect(codeOf(await edit('注销登记'))).toEqual([409, 'STALE'])
    expect((await clients.city('GET', `/api/papers/${id}`)).json().values.matter).toBe('变更登记')
  })

  test('is written for an office that one serves, about an organization that one sees', async () => {
    const write = (client: Client, more: object) =>
      client('POST', '/api/papers', { body: { template: 'gap-notice', office: 'SQ1', values: GAPS, ...more } })
    expect(codeOf(await write(clients.second, { organization: CODES.canary }))).toEqual([403, 'PAPER_OFFICE'])
    expect(codeOf(await write(clients.first, { organization: CODES.canary }))).toEqual([404, 'NOT_FOUND'])
    expect(codeOf(await write(clients.reader, {}))).toEqual([403, 'NOT_ALLOWED'])
    expect((await write(clients.first, { organization: CODES.own })).statusCode).toBe(201)
  })
})

describe('an issued paper', () => {
  test('has a number of its office, form and year, a day, a code and a hash, and is seen by whom it concerns', async () => {
    const paper = await issued(clients.city)
    expect(paper).toMatchObject({ state: 'issued', code: expect.stringMatching(/^[0-9A-Z]{12}$/) })
    expect(paper.number).toMatch(new RegExp(`^常民管告〔${year}〕[1-9]\\d*号$`))
    expect(paper.model).toMatchObject({
      number: paper.number,
      day: expect.stringMatching(/^\d{4}年[1-9]\d?月[1-9]\d?日$/),
    })
    expect(paper.hash).toMatch(/^[0-9a-f]{64}$/)
    for (const client of [clients.first, clients.organization, clients.reader]) {
      const seen = await client('GET', `/api/papers/${paper.id}`)
      expect([seen.statusCode, seen.json().mayWrite]).toEqual([200, false])
    }
    expect((await clients.second('GET', `/api/papers/${paper.id}`)).statusCode).toBe(404)
  })

  test('is changed no more, by anyone', async () => {
    const { id, version } = await issued(clients.city)
    const edit = await clients.city('PUT', `/api/papers/${id}`, { body: { values: GAPS, seen: version } })
    expect(codeOf(edit)).toEqual([409, 'PAPER_STATE'])
    expect(codeOf(await clients.city('POST', `/api/papers/${id}/issue`, { body: { seen: version } }))).toEqual([
      409,
      'PAPER_STATE',
    ])
    for (const change of ["title = 'x'", 'number = number + 1', "state = 'draft'", "content = '{}'"]) {
      const update = askDatabase(server.city.adminUrl, `update trefoil.paper set ${change} where id = '${id}'`)
      await expect(update).rejects.toMatchObject({ code: '42501' })
    }
    await expect(
      askDatabase(server.city.adminUrl, `delete from trefoil.paper where id = '${id}'`),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('numbers have no gap and none stands twice, also when many are issued at once and some fail', async () => {
    const drafts = []
    for (let index = 0; index < 5; index += 1) drafts.push(await drafted(clients.city, { template: 'gap-notice' }))
    const replies = await Promise.all([
      ...drafts.map(({ id }) => clients.city('POST', `/api/papers/${id}/issue`, { body: { seen: 1 } })),
      clients.city('POST', `/api/papers/${drafts[0].id}/issue`, { body: { seen: 9 } }),
    ])
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(5)
    const rows = await askDatabase(
      server.city.adminUrl,
      `select array_agg(number order by number) as numbers from trefoil.paper where prefix = '常民管告'`,
    )
    const numbers = rows[0]?.['numbers'] as number[]
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  test('issued twice under one key has one number', async () => {
    const { id } = await drafted(clients.city)
    const key = randomUUID()
    const issue = () => clients.city('POST', `/api/papers/${id}/issue`, { body: { seen: 1 }, key })
    expect((await issue()).json().number).toBe((await issue()).json().number)
  })

  test('is served once, on a day that can be', async () => {
    const { id, issuedOn } = await issued(clients.city)
    const serve = (day: string) => clients.city('POST', `/api/papers/${id}/service`, { body: { day, way: 'direct' } })
    expect(codeOf(await serve('2001-01-01'))).toEqual([422, 'PAPER_SERVED_DAY'])
    expect(codeOf(await serve('2999-01-01'))).toEqual([422, 'PAPER_SERVED_DAY'])
    expect((await serve(issuedOn)).json()).toMatchObject({ servedOn: issuedOn, servedWay: 'direct' })
    expect(codeOf(await serve(issuedOn))).toEqual([409, 'PAPER_STATE'])
  })

  test('belongs to its case, and only to one that is seen', async () => {
    const wrong = { fields: [{ key: 'address', to: '一号' }], reason: '门牌号有误' }
    const opened = await clients.organization('POST', `/api/organizations/${CODES.own}/corrections`, { body: wrong })
    const caseId = opened.json().id
    const { id, organization } = await issued(clients.city, { caseId, organization: undefined })
    expect(organization.code).toBe(CODES.own)
    const list = (await clients.organization('GET', `/api/papers?case=${caseId}`)).json()
    expect([list.total, list.papers[0].id]).toEqual([1, id])
    const unseen = await clients.city('POST', '/api/papers', {
      body: { template: 'gap-notice', office: 'MZ', values: GAPS, caseId: randomUUID() },
    })
    expect(codeOf(unseen)).toEqual([404, 'NOT_FOUND'])
  })
})

test.each([
  ['docx', 'PK'],
  ['pdf', '%PDF-'],
])('a paper is handed out as %s to whom it concerns, under its number', async (format, begins) => {
  const { id, number, title } = await issued(clients.city)
  const file = await clients.organization('GET', `/api/papers/${id}/file?format=${format}`)
  expect([file.statusCode, file.body.startsWith(begins)]).toEqual([200, true])
  expect(decodeURIComponent(String(file.headers['content-disposition']))).toContain(`${number} ${title}.${format}`)
  expect((await clients.second('GET', `/api/papers/${id}/file?format=${format}`)).statusCode).toBe(404)
})

describe('a withdrawn paper', () => {
  test('keeps its number and says that it is withdrawn, to whoever checks it too', async () => {
    const { id, number, version, code } = await issued(clients.city)
    const withdraw = (why: string) =>
      clients.city('POST', `/api/papers/${id}/withdrawal`, { body: { why, seen: version } })
    expect((await withdraw('依据有误')).json()).toMatchObject({ state: 'withdrawn', number, withdrawnWhy: '依据有误' })
    expect(codeOf(await withdraw('再次'))).toEqual([409, 'PAPER_STATE'])
    const { paper } = (await clientOf(server.app)('GET', `/api/papers/verify/${code}`)).json()
    expect(paper).toMatchObject({ state: 'withdrawn', number, withdrawnOn: expect.any(String) })
    expect((await issued(clients.city)).number).not.toBe(number)
  })
})

describe('anybody', () => {
  test('checks a paper by its code, typed as it is printed, and learns of no person and of no words', async () => {
    const paper = await issued(clients.city)
    const reply = await clientOf(server.app)('GET', `/api/papers/verify/${shownCode(paper.code).toLowerCase()}`)
    expect(reply.json()).toEqual({
      paper: {
        kind: 'gapNotice',
        number: paper.number,
        issuedOn: paper.issuedOn,
        office: '常州市民政局',
        organization: '甲协会1',
        state: 'issued',
        withdrawnOn: null,
        hash: paper.hash,
        grade: null,
        validTo: null,
        isOver: false,
      },
    })
  })

  test.each(['0000-0000-0000', 'x', '%00', "'; drop"])('is told plainly of a code of no paper: %s', async (code) => {
    const reply = await clientOf(server.app)('GET', `/api/papers/verify/${encodeURIComponent(code)}`)
    expect([reply.statusCode, reply.json()]).toEqual([200, { paper: null }])
  })

  test('may not try codes for long', async () => {
    const replies = []
    for (let index = 0; index < 70; index += 1) {
      replies.push(await clientOf(server.app)('GET', '/api/papers/verify/0000-0000-0000'))
    }
    expect(replies.at(-1)?.statusCode).toBe(429)
    expect(server.log.join('\n')).not.toContain('0000-0000-0000')
  })
})

describe('a template', () => {
  const template = async (client: Client, id: string) => {
    const { templates } = (await client('GET', '/api/paper-templates?office=MZ')).json()
    return templates.find((one: { template: { id: string } }) => one.template.id === id)
  }
  const save = (client: Client, content: object | null, seen: number) =>
    client('PUT', '/api/paper-templates/letter', { body: { office: 'MZ', content, seen } })
  const values = { addressee: '甲协会1', subject: '年度工作', paragraphs: [{ text: '请知悉。' }] }
  const letter = async () =>
    (await clients.city('POST', '/api/papers', { body: { template: 'letter', office: 'MZ', values } })).json()

  test('is worded anew by its office; a paper keeps the wording with which it was written', async () => {
    const before = await letter()
    const { shipped } = await template(clients.city, 'letter')
    const own = { ...shipped, title: { zh: '{{subject}}（本单位用语）', en: '{{subject}}, our words' } }
    expect((await save(clients.city, own, 0)).json()).toMatchObject({
      version: 1,
      isOwn: true,
      template: { isExample: false },
    })
    expect((await letter()).title).toBe('年度工作（本单位用语）')
    expect((await clients.city('GET', `/api/papers/${before.id}`)).json().title).toBe('关于年度工作的函')
    expect(codeOf(await save(clients.city, own, 0))).toEqual([409, 'STALE'])
    expect((await save(clients.city, null, 1)).json()).toMatchObject({ version: 2, isOwn: false })
    expect((await letter()).title).toBe('关于年度工作的函')
  })

  test('with a field that there is not is refused by its name, with those that there are', async () => {
    const { shipped, version } = await template(clients.city, 'letter')
    const reply = await save(clients.city, { ...shipped, title: { zh: '{{sender}}', en: '{{sender}}' } }, version)
    expect(codeOf(reply)).toEqual([422, 'PAPER_TEMPLATE'])
    expect(reply.json().messages.zh).toMatch(/sender.*subject/)
  })

  test('is changed at its own desk alone', async () => {
    const { shipped } = await template(clients.city, 'letter')
    expect(codeOf(await save(clients.first, shipped, 0))).toEqual([403, 'PAPER_OFFICE'])
    expect(codeOf(await save(clients.reader, shipped, 0))).toEqual([403, 'NOT_ALLOWED'])
  })

  test.each(['民', '常民 管', 'EDU', '〔常〕'])('the document code %s is refused', async (code) => {
    const reply = await clients.city('PUT', '/api/paper-offices/MZ', { body: { name: '常州市民政局', code, seen: 1 } })
    expect(codeOf(reply)).toEqual([422, 'PAPER_OFFICE_CODE'])
  })
})

test('papers are listed by year, kind and state, page by page', async () => {
  const all = (await clients.city('GET', '/api/papers?limit=200')).json()
  const pages: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const reply: LightMyRequestResponse = await clients.city(
      'GET',
      `/api/papers?limit=3${after === '' ? '' : `&after=${after}`}`,
    )
    pages.push(...reply.json().papers.map(({ id }: { id: string }) => id))
    after = reply.json().next
  }
  expect(pages).toEqual(all.papers.map(({ id }: { id: string }) => id))
  const issuedOnes = (await clients.city('GET', `/api/papers?year=${year}&kind=gapNotice&state=issued`)).json()
  const right = all.papers.filter(
    ({ kind, state }: { kind: string; state: string }) => kind === 'gapNotice' && state === 'issued',
  )
  expect(issuedOnes.total).toBe(right.length)
  expect((await clients.first('GET', '/api/papers?limit=200')).body).not.toContain(CANARY)
})
