import type { Day } from '../domain/day.ts'
import { VISIT_KIND_NAMES, FINDING_NAMES, FINDINGS } from '../domain/liaison.ts'
import type { Text } from '../domain/refusal.ts'
import { findActor } from '../store/case.ts'
import { listCases } from '../store/case-list.ts'
import { recordAudit } from '../store/command.ts'
import { isSynthetic } from '../store/history.ts'
import { listContactsOf, type PackContact } from '../store/liaison-contact.ts'
import { listCared, type CaredRow } from '../store/liaison-list.ts'
import { writeWorkbook, type WriteColumn, type WriteTable } from '../store/workbook/write.ts'
import { demandParticipant, reading, type Desk } from './desk.ts'
import { followUpOf } from './liaison-officer.ts'
import { demandOwnOfficer, liaisonViewOf } from './liaison-view.ts'
import { listVisitRows, type VisitView } from './visit.ts'

export type LiaisonPack = {
  readonly officer: {
    readonly id: number
    readonly name: string
    readonly bodyKey: string
    readonly desk: string | null
  }
  readonly madeOn: Day
  readonly madeBy: Text
  readonly synthetic: boolean
  readonly organizations: readonly (Omit<CaredRow, 'id'> & {
    readonly contact: PackContact | null
    readonly followUps: readonly ReturnType<typeof followUpOf>[]
    readonly lastVisit: VisitView | null
  })[]
}

const MOST = 2_000

/**
 * What an officer hands over: her organizations with their contacts, what is open, the last visit to each. It shows
 * telephone numbers in full, so that it is on record like every reading of one.
 */
export function getLiaisonPack(desk: Desk, id: string): Promise<LiaisonPack> {
  return reading(desk, async (tx, clock) => {
    const officer = await demandOwnOfficer(tx, id, 'liaison.pack')
    await demandParticipant(tx, 'liaison.pack')
    const { asked } = await liaisonViewOf(tx, desk, {}, clock)
    const filter = { box: 'held', officerId: officer.id } as const
    const rows = await listCared(tx, asked, filter, { after: null, limit: MOST })
    const ids = rows.map((row) => row.id)
    const contacts = await listContactsOf(tx, ids)
    const cases = await listCases(tx, { box: 'open', kind: 'followUp' }, { after: null, limit: MOST })
    const visits = await listVisitRows(tx, { organizationIds: ids, isLast: true }, MOST)
    await recordAudit(tx, {
      act: 'liaison.pack',
      subject: `liaison officer ${officer.id}`,
      why: 'handOver',
      facts: { organizations: rows.length },
    })
    const me = await findActor(tx)
    return {
      officer: { id: officer.id, name: officer.name, bodyKey: officer.bodyKey, desk: officer.desk },
      madeOn: clock.today,
      madeBy: { zh: me.titleZh, en: me.titleEn },
      synthetic: await isSynthetic(tx),
      organizations: rows.map(({ id: organization, ...row }) => ({
        ...row,
        contact: contacts.get(organization) ?? null,
        followUps: cases
          .filter((file) => file.organizationId === organization)
          .map((file) => followUpOf(file, clock.today)),
        lastVisit: visits.find((visit) => visit.code === row.code) ?? null,
      })),
    }
  })
}

const NOTE = '演示数据，所有组织与人员均为虚构。Synthetic data: every organization and person is invented.'

/** The same as a workbook of three sheets, marked with who made it, when and what for. */
export async function writeLiaisonPack(desk: Desk, id: string, path: string): Promise<void> {
  const pack = await getLiaisonPack(desk, id)
  const made = `${pack.madeBy.zh} ${pack.madeOn} 用于工作交接 / for hand-over`
  const note = pack.synthetic ? `${NOTE} ${made}` : made
  await writeWorkbook(path, [organizationTable(pack), followUpTable(pack), visitTable(pack)], { note })
}

function column(key: string, label: string, kind: WriteColumn['kind'] = 'text'): WriteColumn {
  return { key, label, kind }
}

function organizationTable({ organizations }: LiaisonPack): WriteTable {
  return {
    name: '组织',
    columns: [
      column('code', '统一社会信用代码', 'code'),
      column('name', '名称'),
      column('place', '所在区划'),
      column('body', '党建责任主体'),
      column('party', '有无党组织'),
      column('since', '负责起始日', 'date'),
      column('contact', '组织联系人'),
      column('post', '职务'),
      column('phone', '电话', 'code'),
      column('visits', '本季度联系次数', 'count'),
    ],
    rows: organizations.map((one) => [
      one.code,
      one.name,
      [one.districtName, one.townshipName].filter((name) => name !== null).join(' '),
      one.bodyName ?? '',
      one.hasParty ? '有' : '无',
      one.since,
      one.contact?.name ?? '',
      one.contact?.post ?? '',
      one.contact?.phone ?? '',
      String(one.visits),
    ]),
  }
}

function followUpTable({ organizations }: LiaisonPack): WriteTable {
  return {
    name: '未办后续',
    columns: [
      column('code', '统一社会信用代码', 'code'),
      column('name', '名称'),
      column('what', '事项'),
      column('due', '期限', 'date'),
    ],
    rows: organizations.flatMap((one) => one.followUps.map(({ what, due }) => [one.code, one.name, what, due ?? ''])),
  }
}

function visitTable({ organizations }: LiaisonPack): WriteTable {
  return {
    name: '最近走访',
    columns: [
      column('code', '统一社会信用代码', 'code'),
      column('name', '名称'),
      column('day', '日期', 'date'),
      column('kind', '方式'),
      column('findings', '发现'),
      column('note', '说明'),
    ],
    rows: organizations.flatMap(({ code, name, lastVisit }) =>
      lastVisit === null
        ? []
        : [
            [
              code,
              name,
              lastVisit.onDay,
              VISIT_KIND_NAMES[lastVisit.kind].zh,
              findingsText(lastVisit),
              lastVisit.note ?? '',
            ],
          ],
    ),
  }
}

function findingsText({ findings }: VisitView): string {
  return FINDINGS.filter((one) => findings.includes(one))
    .map((one) => FINDING_NAMES[one].zh)
    .join('、')
}
