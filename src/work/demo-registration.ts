import { randomUUID } from 'node:crypto'
import type { Form } from '../domain/case.ts'
import { addDays } from '../domain/day.ts'
import { reading, type Desk } from './desk.ts'
import { actInCase, getCase } from './case.ts'
import { getPolicyWithGates } from './policy.ts'
import { startRegistration, type RegistrationStart } from './registration.ts'
import { giveRegistrationPaper } from './registration-paper.ts'

type Application = {
  readonly start: RegistrationStart
  /** The version of the charter clause that it brings, by its place among those of the pack; null brings none. */
  readonly clause: number | null
  readonly hasLetter: boolean
  readonly fullMembers: number | null
  readonly steps: readonly (readonly [action: string, form?: Form])[]
}

/** Invented applications, one in each state that a window meets most days. */
const APPLICATIONS: readonly Application[] = [
  {
    start: { act: 'founding', name: '常州市清和社会工作服务中心', kind: 'service', placeCode: '320404001' },
    clause: 0,
    hasLetter: true,
    fullMembers: null,
    steps: [['submit']],
  },
  {
    start: {
      act: 'founding',
      name: '武进区启明科普协会',
      kind: 'association',
      placeCode: '320412',
      industry: '科技研究',
    },
    clause: -1,
    hasLetter: true,
    fullMembers: 4,
    steps: [['submit'], ['admit', { charterVerdict: 'adequate' }]],
  },
  {
    start: {
      act: 'founding',
      name: '新北区安和养老服务中心',
      kind: 'service',
      placeCode: '320411',
      industry: '社会服务',
    },
    clause: null,
    hasLetter: false,
    fullMembers: 1,
    steps: [['submit'], ['tellGaps', { rules: ['G1', 'G2'], others: '场所使用权证明' }]],
  },
  {
    start: { act: 'filing', name: '五星街道书画社', placeCode: '320404001' },
    clause: null,
    hasLetter: true,
    fullMembers: null,
    steps: [['submit'], ['admit', { charterVerdict: 'none' }], ['approve']],
  },
]

/** Shows the window at work in the demo city; nothing of it comes on the register. */
export async function showRegistrations(desk: Desk): Promise<void> {
  const { clauses, today } = await reading(desk, async (tx, clock) => {
    const { gates } = await getPolicyWithGates(tx, desk.packs, clock.today)
    return { clauses: gates.parameters.charterPhrases, today: clock.today }
  })
  for (const one of APPLICATIONS) {
    const text = one.clause === null ? '' : (clauses.at(one.clause)?.phrases.join('，') ?? '')
    await apply(desk, one, { text, today })
  }
}

async function apply(desk: Desk, one: Application, { text, today }: { readonly text: string; readonly today: string }) {
  const once = () => ({ ...desk, key: randomUUID() })
  const { id } = await startRegistration(once(), one.start)
  if (text !== '') await giveRegistrationPaper(once(), id, { kind: 'charter', seen: 0, text: `第五条 ${text}。` })
  const letter = { kind: 'commitment', seen: 0, signedOn: addDays(today, -3), way: 'signed' } as const
  if (one.hasLetter) await giveRegistrationPaper(once(), id, letter)
  const { fullMembers } = one
  if (fullMembers !== null) {
    const counts = { staff: 9, staffFullTime: 7, probationaryMembers: 0, otherMembers: 0, relationElsewhere: 0 }
    const plannedOn = fullMembers > 2 ? addDays(today, 120) : null
    await giveRegistrationPaper(once(), id, { kind: 'survey', seen: 0, ...counts, fullMembers, plannedOn })
  }
  for (const [action, form = {}] of one.steps) {
    const { version } = await getCase(desk, id)
    await actInCase(once(), id, { action, form, seen: version })
  }
}
