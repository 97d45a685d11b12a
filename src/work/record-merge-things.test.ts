import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyed, openLiaisonCity, type LiaisonCity } from '../../test/liaison-desk.ts'
import { addDays } from '../domain/day.ts'
import { draftCensus } from './census.ts'
import { openCensus } from './census-open.ts'
import { listReturns } from './census-return.ts'
import { addCoordination } from './coordination.ts'
import { listDocuments, takeDocument } from './document.ts'
import { assignOfficers } from './liaison-assign.ts'
import { getLiaisonRecord, nameContact } from './liaison-officer.ts'
import { getLineRecord } from './lines.ts'
import { mergeRecords, previewMerge, undoMerge } from './record-merge.ts'
import { listVisits, logVisit } from './visit.ts'

let city: LiaisonCity
let today: string
let campaign: string
beforeAll(async () => {
  city = await openLiaisonCity()
  today = (await city.ask<{ day: string }>('select today()::text as day'))[0]?.day ?? ''
  const { first, officers } = city
  const plan = [
    { officer: officers.other, codes: ['C1'] },
    { officer: officers.first, codes: ['C2'] },
  ]
  await assignOfficers(keyed(first), { plan })
  await nameContact(keyed(first), 'C2', { name: '联系人乙', phone: '13900000000', seen: 0 })
  await logVisit(keyed(first), {
    code: 'C2',
    kind: 'visit',
    findings: ['mayBuild'],
    followUp: { what: '协调活动场所', due: addDays(today, 14) },
  })
  await addCoordination(keyed(first), 'C2', { bodyId: 'EDU', task: '行业指导', from: today, to: null })
  await takeDocument(keyed(first), paperOf('C2'))
  await city.deskOf([{ role: 'organization', organization: 'C2' }])
  const scope = { places: ['320402'], lines: [], kinds: ['service' as const] }
  const days = { cutOff: today, dueOn: addDays(today, 30), closesOn: addDays(today, 60) }
  const draft = { title: '摸底', questionSet: 'members-brief', ...days, scope }
  campaign = (await draftCensus(keyed(city.desk), draft)).id
  await openCensus(keyed(city.desk), campaign)
})
afterAll(() => city.close())

async function* paperOf(code: string) {
  yield { kind: 'field' as const, name: 'kind', value: 'organization' }
  yield { kind: 'field' as const, name: 'id', value: code }
  yield { kind: 'file' as const, name: '章程.pdf', stream: Readable.from([Buffer.from('%PDF-1.4 章程')]) }
}

/** What belongs to a record, as whoever opens its page finds it; null where it answers with another record. */
async function belongings(code: string) {
  const { first } = city
  const id = `(select id from organization where code = '${code}')`
  const [row] = await city.ask<{ accounts: number; cases: string[]; officers: number }>(
    `select (select count(*)::integer from grant_of where organization_id = ${id}) as accounts,
       (select count(*)::integer from liaison_assignment where organization_id = ${id} and upper_inf(known)) as officers,
       array(select kind from case_file where organization_id = ${id} and closed_on is null order by kind) as cases`,
  )
  return {
    ...row,
    documents: (await listDocuments(first, { kind: 'organization', id: code })).documents.map((one) => one.name),
    contact: (await getLiaisonRecord(first, code)).contact?.name ?? null,
    visits: (await listVisits(first, { organization: code })).visits.length,
    helps: (await getLineRecord(first, code)).coordinations.length,
    returns: (await listReturns(first, campaign, { limit: 200 })).returns
      .filter((one) => one.code === code)
      .map((one) => one.state),
  }
}

test('a merge gives the kept record what belonged to the gone one, ends what it has already, and gives all back', async () => {
  const [kept, gone] = [await belongings('C1'), await belongings('C2')]
  expect(gone).toMatchObject({
    documents: ['章程.pdf'],
    contact: '联系人乙',
    visits: 1,
    helps: 1,
    accounts: 1,
    officers: 1,
  })
  expect(kept).toMatchObject({ documents: [], contact: null, visits: 0, helps: 0, accounts: 0, officers: 1 })

  const order = { kept: 'C1', gone: 'C2' }
  const { digest, moves, ends } = await previewMerge(city.first, order)
  const told = Object.fromEntries(moves.map(({ what, count }) => [what, count]))
  expect(told).toMatchObject({ document: 1, contact: 1, visit: 1, coordination: 1, account: 1 })
  expect(ends.map(({ what }) => what)).toContain('officer')
  expect(await belongings('C2')).toEqual(gone)

  const { id } = await mergeRecords(keyed(city.first), { ...order, reason: '同一张证书', digest })
  const after = await belongings('C1')
  expect(after).toMatchObject({
    documents: ['章程.pdf'],
    contact: '联系人乙',
    visits: 1,
    helps: 1,
    accounts: 1,
    officers: 1,
  })
  expect(after.cases).toEqual(['censusReturn', 'followUp'])
  expect(after.returns).toEqual(['notStarted'])

  await undoMerge(keyed(city.first), id)
  expect(await belongings('C1')).toEqual(kept)
  expect(await belongings('C2')).toEqual(gone)
})
