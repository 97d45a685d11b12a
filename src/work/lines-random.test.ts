import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importSheets, openTestDesk, SMALL_CITY, type TestDesk } from '../../test/import-desk.ts'
import { Refusal } from '../domain/refusal.ts'
import { confirmAssignments } from './assignment.ts'
import { actInCase, getCase } from './case.ts'
import type { Desk } from './desk.ts'
import { undoEntry } from './entry-undo.ts'
import { openMissingAssignments } from './gap.ts'
import { claimOrganization, offerHandOver } from './hand-over.ts'
import { listLineGaps } from './lines.ts'

let city: TestDesk

beforeAll(async () => {
  city = await openTestDesk()
  await importSheets(city.desk, SMALL_CITY, '2023-01-01')
})
afterAll(() => city.close())

const CODES = ['A1', 'A2', 'A3', 'B1', 'B2'] as const
const BODIES = ['MZ', 'EDU', 'HEA'] as const
const STEPS = ['file', 'fileOfLastYear', 'clear', 'confirm', 'confirmAndUndo', 'handOver', 'claim', 'dispute'] as const

type Step = { readonly what: (typeof STEPS)[number]; readonly code: string; readonly bodyId: string }

const someSteps = fc.array(
  fc.record({ what: fc.constantFrom(...STEPS), code: fc.constantFrom(...CODES), bodyId: fc.constantFrom(...BODIES) }),
  { minLength: 4, maxLength: 10 },
)

function once(): Desk {
  return { ...city.desk, key: randomUUID() }
}

async function act(id: string, action: string, form = {}): Promise<void> {
  const { version } = await getCase(city.desk, id)
  await actInCase(once(), id, { action, form, seen: version })
}

const reason = '试验 / a trial'

const DOING: Readonly<Record<Step['what'], (step: Step) => Promise<unknown>>> = {
  file: ({ code, bodyId }) => importSheets(city.desk, { organizations: [{ code, bodyId }] }),
  fileOfLastYear: ({ code, bodyId }) => importSheets(city.desk, { organizations: [{ code, bodyId }] }, '2024-05-01'),
  clear: ({ code }) => importSheets(city.desk, { organizations: [{ code, bodyId: '#CLEAR' }] }),
  confirm: ({ code, bodyId }) => confirmAssignments(once(), [{ code, bodyId }]),
  confirmAndUndo: async ({ code, bodyId }) => {
    const { batch } = await confirmAssignments(once(), [{ code, bodyId }])
    await undoEntry(once(), batch)
  },
  handOver: async ({ code, bodyId }) => {
    const { id } = await offerHandOver(once(), { code, bodyId, reason })
    await act(id, 'accept')
  },
  claim: async ({ code, bodyId }) => {
    const { id } = await claimOrganization(once(), { code, bodyId, reason })
    await act(id, 'yield')
    await act(id, 'take')
  },
  dispute: async ({ code, bodyId }) => {
    const { id } = await claimOrganization(once(), { code, bodyId, reason })
    await act(id, 'refer', { reason })
    const [dispute] = await city.ask<{ id: string }>(
      `select c.id from case_file c join organization o on o.id = c.organization_id
       where o.code = $1 and c.kind = 'dispute' and c.closed_on is null`,
      [code],
    )
    await act(dispute?.id ?? '', 'decide', { bodyId, reason })
  },
}

/** A step that a rule refuses changes nothing; whatever else goes wrong is a fault. */
async function attempt(step: Step): Promise<void> {
  await DOING[step.what](step).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}

async function expectOneBodyADay(): Promise<void> {
  const twice = await city.ask(
    `select a.id from responsibility a join responsibility b on b.organization_id = a.organization_id and b.id > a.id
     where upper_inf(a.known) and upper_inf(b.known) and a.valid && b.valid`,
  )
  expect(twice).toEqual([])
}

async function expectGapsListed(): Promise<void> {
  await openMissingAssignments(once())
  const { gaps } = await listLineGaps(city.desk, { limit: 500 })
  const without = await city.ask<{ code: string }>(
    `select o.code from organization o where not exists (select from responsibility r where r.organization_id = o.id
     and upper_inf(r.known) and r.valid @> today() and r.body_id is not null) order by 1`,
  )
  expect(gaps.map((gap) => gap.code).toSorted()).toEqual(without.map((one) => one.code))
  const open = await city.ask<{ code: string }>(
    `select o.code from case_file c join organization o on o.id = c.organization_id
     where c.closed_on is null and c.kind in ('assignment', 'dispute')
       and (c.kind = 'assignment' or c.subject -> 'holder' = 'null') order by 1`,
  )
  expect(open).toEqual(without)
}

test('whatever is done, on every day at most one body answers, and every gap is listed with one open question', async () => {
  await fc.assert(
    fc.asyncProperty(someSteps, async (steps) => {
      for (const step of steps) {
        await attempt(step)
        await expectOneBodyADay()
      }
      await expectGapsListed()
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 180_000)
