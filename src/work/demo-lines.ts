import { randomUUID } from 'node:crypto'
import { addDays } from '../domain/day.ts'
import { listUnplaced } from '../store/conference.ts'
import { actInCase } from './case.ts'
import { callConference } from './conference.ts'
import { reading, type Desk } from './desk.ts'
import { openMissingAssignments, proposer, readGaps, type Gap } from './gap.ts'
import { claimOrganization } from './hand-over.ts'

/** The industry committee that claims in the demo city; its seat is the city, so it reaches every place. */
const CLAIMANT = 'EDU'

/** Shows the three lines at work in the demo city: gaps listed, one claimed by two bodies, one before a conference. */
export async function showLines(desk: Desk): Promise<void> {
  const once = () => ({ ...desk, key: randomUUID() })
  await openMissingAssignments(once())
  const { gaps, today } = await reading(desk, async (tx, clock) => {
    const found = await readGaps(tx, clock, {}, { after: null, limit: 200 })
    const propose = await proposer(tx, clock, found)
    const withRival = found.flatMap((gap) => {
      const { clause, body } = propose({ ...gap, claims: [], case: { due: '1900-01-01' } })
      return clause === 'e' && body !== null && gap.placeId > 0 ? [{ gap, rival: body }] : []
    })
    return { gaps: withRival, today: clock.today }
  })
  const [claimed, disputed] = gaps
  if (claimed !== undefined) await claimTwice(once, claimed)
  if (disputed === undefined) return
  const id = await claimTwice(once, disputed)
  const form = { reason: '两个主体都提出认领 / two bodies claim it' }
  await actInCase(once(), id, { action: 'refer', form, seen: 1 })
  const [question] = await reading(desk, (tx) => listUnplaced(tx, 1))
  if (question === undefined) return
  await callConference(once(), { day: addDays(today, 14), place: '市民政局三楼会议室', cases: [question] })
}

type Rivals = { readonly gap: Gap; readonly rival: string }

async function claimTwice(once: () => Desk, { gap, rival }: Rivals): Promise<string> {
  const { code } = gap
  const { id } = await claimOrganization(once(), { code, bodyId: CLAIMANT, reason: '业务活动属教育行业' })
  await claimOrganization(once(), { code, bodyId: rival, reason: '住所和活动都在本街道' })
  return id
}
