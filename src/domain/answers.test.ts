import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PARAMETERS } from '../../test/facts.ts'
import { askedOf, effectiveAnswers, faultsOf, hindrances, prefillOf } from './answers.ts'
import { burdenMeter, burdenOf } from './burden.ts'
import { NOTHING_KNOWN, type Known } from './known.ts'
import { questionsOf, type Answers } from './question-set.ts'
import { questionSetFaults, readQuestionSet } from './question-set-read.ts'

const FOLDER = new URL('../../question-sets/', import.meta.url)
const FILES = readdirSync(FOLDER)
const dataOf = (file: string) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
const set = readQuestionSet(dataOf('social-organization-2026.json'))

/** A return of an association with a Party organization that holds to every identity. */
const WHOLE: Answers = {
  status: 'active',
  isCharity: false,
  staff: 12,
  staffFullTime: 10,
  fullMembers: 4,
  probationaryMembers: 1,
  otherMembers: 2,
  members: 7,
  recruited: 1,
  retired: 1,
  inLeadership: 2,
  age35: 3,
  age50: 2,
  age60: 1,
  age61: 1,
  educationSchool: 1,
  educationCollege: 4,
  educationMaster: 2,
  returned: 2,
  relationOwn: 4,
  relationElsewhere: 3,
  relationSupervising: 1,
  relationHost: 0,
  relationTerritory: 1,
  relationFormer: 1,
  relationOther: 0,
  hasPartyOrganization: true,
  partyLevel: 'branch',
  partyFormation: 'independent',
  partyNature: 'formal',
  partyFoundedOn: '2019-05-01',
  partyTermEndsOn: '2028-05-01',
  secretaryPost: 'management',
  venue: 'shared',
  meetings: 12,
  activities: 12,
  funds: 3000,
  fundsDues: 1000,
  fundsSuperior: 1000,
  fundsOwn: 500,
  fundsFiscal: 500,
  fundsOther: 0,
}
const known: Known = {
  facts: { kind: 'association', hasPartyOrganization: true, partyFormation: 'independent' },
  statedOn: { kind: '2026-01-01' },
  last: { title: '上年摸底', cutOff: '2025-12-31', answers: { members: 6, staff: 12 } },
}

function rulesBroken(change: Answers, about: Known = known): string[] {
  return faultsOf(set, { ...WHOLE, ...change }, about).map((fault) => fault.rule)
}

describe('a question set', () => {
  test.each(FILES)('%s is whole', (file) => {
    expect(questionSetFaults(dataOf(file))).toEqual([])
  })

  test.each([
    ['a key that nobody reads', { colour: 'red' }, 'set: colour is not known'],
    ['no source', { sources: [] }, 'set: sources is not right'],
    ['a version that is none', { version: 0 }, 'set: version is not right'],
    [
      'a rule about a question that is not there',
      { rules: [{ ...set.rules[0], check: { kind: 'atMost', left: 'staff', right: 'x' } }] },
      'rule C01 names x',
    ],
    [
      'a rule that shows what is not there',
      { rules: [{ ...set.rules[0], text: { zh: '{x}', en: 'x' } }] },
      'rule C01 shows {x}',
    ],
    [
      'a rule of a kind that nobody checks',
      { rules: [{ ...set.rules[0], check: { kind: 'magic' } }] },
      'rule C01: check is not right',
    ],
  ])('with %s is refused by name', (_what, change, fault) => {
    expect(questionSetFaults({ ...dataOf('social-organization-2026.json'), ...change })).toContain(fault)
  })

  test('asks for counts: every question about members says why and who sees it', () => {
    const members = set.sections.find((section) => section.id === 'members')?.questions ?? []
    expect(members.length).toBeGreaterThan(20)
    for (const question of members)
      expect([question.kind, question.isSensitive, question.help !== undefined]).toEqual(['count', true, true])
  })
})

describe('the identities of the form (domain.md 4.1)', () => {
  test('a whole return has no fault', () => {
    expect(faultsOf(set, WHOLE, known)).toEqual([])
  })

  test.each<[rule: string, what: string, change: Answers, about?: Partial<Known>]>([
    ['C01', 'full-time staff above staff', { staffFullTime: 13 }],
    ['C02', 'full members above full-time staff', { staffFullTime: 3 }],
    ['C03', 'members that do not add up', { members: 8 }],
    ['C04', 'recruited above members', { recruited: 8 }],
    ['C05', 'retired above members', { retired: 8 }],
    ['C06', 'in leadership above members', { inLeadership: 8 }],
    ['C07', 'ages that do not add up', { age35: 4 }],
    ['C08', 'education that does not add up', { educationMaster: 3 }],
    ['C09', 'relations that do not add up', { relationOwn: 5 }],
    ['C10', 'places of relation that do not add up', { relationOther: 1 }],
    ['C11', 'returned from abroad above members', { returned: 8 }],
    ['D01', 'funds that do not add up', { fundsOther: 1 }],
    ['D02', 'a term that ends before the founding', { partyTermEndsOn: '2018-01-01' }],
    [
      'E01',
      'three full members, no Party organization and no explanation',
      { hasPartyOrganization: false, notBuiltReason: 'noVenue', instructor: false },
    ],
    [
      'E02',
      'a reason that cannot be',
      { hasPartyOrganization: false, notBuiltReason: 'noMember', instructor: false, notBuiltNote: '正在筹备' },
    ],
    [
      'X01',
      'a Party organization that the register does not know',
      {},
      { facts: { kind: 'association', hasPartyOrganization: false } },
    ],
    ['X02', 'a formation that the register has otherwise', { partyFormation: 'joint' }],
    ['Y01', 'a start that is not the end of last year', { membersStart: 5 }],
    ['Y02', 'staff that changed by more than the share', { staff: 20 }],
    [
      'Y03',
      'members that changed by more than the share',
      {},
      { last: { title: '上年', cutOff: '2025-12-31', answers: { members: 3, staff: 12 } } },
    ],
    ['needed', 'a field that is blank', { venue: '' }],
  ])('%s: %s', (rule, _what, change, about = {}) => {
    const answers = Object.fromEntries(Object.entries({ ...WHOLE, ...change }).filter(([, value]) => value !== ''))
    const faults = faultsOf(set, answers, { ...known, ...about })
    expect(faults.map((fault) => fault.rule)).toContain(rule)
    const text = faults.find((fault) => fault.rule === rule)?.text
    expect(`${text?.zh}${text?.en}`).not.toMatch(/\{\w+\}/)
  })

  test('a master who came back from abroad breaks no sum: the flag stands apart', () => {
    expect(rulesBroken({ returned: 2, educationMaster: 2 })).toEqual([])
  })

  test('a message names both values and what to do', () => {
    const [fault] = faultsOf(set, { ...WHOLE, age35: 4 }, known)
    expect(fault?.text.zh).toBe('四个年龄段合计 8 人，与党员总数（7）不一致；请核对各年龄段。')
    expect(fault?.text.en).toContain('add up to 8, but members in all are 7')
    expect(fault?.questions).toEqual(['age35', 'age50', 'age60', 'age61', 'members'])
  })

  test('a soft breach wants a note, and passes with it', () => {
    const answers = { ...WHOLE, staff: 20 }
    expect(hindrances(faultsOf(set, answers, known)).map((one) => one.rule)).toEqual(['Y02'])
    const noted = faultsOf(set, answers, known, { Y02: '合并了一家机构' })
    expect([hindrances(noted), noted.map((one) => one.note)]).toEqual([[], ['合并了一家机构']])
    expect(hindrances(faultsOf(set, { ...WHOLE, age35: 4 }, known, { C07: '不管' }))).toHaveLength(1)
  })

  test('without members nothing about them is asked, and no rule about them speaks', () => {
    const none = { ...WHOLE, fullMembers: 0, probationaryMembers: 0, otherMembers: 0, members: 0 }
    const asked = askedOf(set, none, known).map(({ id }) => id)
    expect(asked).not.toContain('age35')
    expect(rulesBroken(none, { ...known, last: null })).toEqual([])
  })
})

const parts = (length: number) => fc.array(fc.nat(20), { minLength: length, maxLength: length })

test('any answers that hold to the identities have no hard fault, and scaled they have none either', () => {
  fc.assert(
    fc.property(parts(3), parts(2), fc.nat(20), fc.integer({ min: 1, max: 9 }), (kinds, more, extra, scale) => {
      const [full = 0, probationary = 0, other = 0] = kinds
      const members = full + probationary + other
      const split = (weight: number) => Math.floor((members * (weight % 5)) / 5)
      const [a = 0, b = 0] = more
      const base: Record<string, number> = {
        staff: members + extra,
        staffFullTime: full + probationary + Math.min(extra, 1),
        fullMembers: full,
        probationaryMembers: probationary,
        otherMembers: other,
        members,
        recruited: split(a),
        retired: split(b),
        inLeadership: split(a),
        age35: split(a),
        age50: members - split(a),
        age60: 0,
        age61: 0,
        educationSchool: split(b),
        educationCollege: members - split(b),
        educationMaster: 0,
        returned: split(a),
        relationOwn: split(b),
        relationElsewhere: members - split(b),
        relationSupervising: 0,
        relationHost: 0,
        relationTerritory: members - split(b),
        relationFormer: 0,
        relationOther: 0,
      }
      for (const factor of [1, scale]) {
        const counts = Object.fromEntries(Object.entries(base).map(([id, value]) => [id, value * factor]))
        const faults = faultsOf(set, { ...WHOLE, ...counts }, { ...known, last: null })
        expect(faults.filter((fault) => fault.severity === 'hard')).toEqual([])
      }
    }),
  )
})

test('one more in one band breaks exactly its own identity', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('age35', 'age50', 'educationSchool', 'relationOther', 'fundsFiscal'),
      fc.integer({ min: 1, max: 50 }),
      (id, more) => {
        const broken = rulesBroken({ [id]: Number(WHOLE[id]) + more })
        expect(broken).toHaveLength(1)
      },
    ),
  )
})

describe('what arrives filled', () => {
  const register: Known = {
    facts: { kind: 'service', staff: 9, fullMembers: 2, notBuiltReason: '没有党员', hasPartyOrganization: false },
    statedOn: { staff: '2026-03-31', fullMembers: '2026-03-31', hasPartyOrganization: '2026-01-01' },
    last: { title: '2025 年摸底', cutOff: '2025-12-31', answers: { isCharity: true, members: 2, staff: 7 } },
  }

  test('has its source and its day: the register before the last census', () => {
    const filled = prefillOf(set, register)
    expect(filled['staff']).toEqual({ value: 9, source: { kind: 'register', title: null, day: '2026-03-31' } })
    expect(filled['isCharity']).toEqual({
      value: true,
      source: { kind: 'census', title: '2025 年摸底', day: '2025-12-31' },
    })
    expect(filled['membersStart']?.value).toBe(2)
    expect(filled['notBuiltReason']?.value).toBe('noMember')
  })

  test('counts as answered as it is, and what was typed goes before it', () => {
    expect(effectiveAnswers(set, {}, register)['staff']).toBe(9)
    expect(effectiveAnswers(set, { staff: 8 }, register)['staff']).toBe(8)
  })

  test('does not count as a burden', () => {
    const before = burdenOf(set, NOTHING_KNOWN)
    const after = burdenOf(set, register)
    expect(after.fields).toBeLessThan(before.fields)
    expect(after.prefilled).toBeGreaterThan(0)
    const meter = burdenMeter([before, after], PARAMETERS)
    expect(meter.above).toBe(1)
    expect(meter.fields).toBe(before.fields + after.fields)
  })

  test('a form that arrives whole asks nothing', () => {
    const all = { ...NOTHING_KNOWN, last: { title: '', cutOff: '2025-12-31', answers: WHOLE } }
    const needed = questionsOf(set).filter((one) => one.needed && one.askedIf === undefined)
    expect(needed.every(({ id }) => prefillOf(set, all)[id] !== undefined || id === 'hasPartyOrganization')).toBe(true)
  })
})
