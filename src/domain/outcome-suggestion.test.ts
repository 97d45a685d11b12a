import { describe, expect, test } from 'vitest'
import { GATES } from '../../test/facts.ts'
import { ANNUAL_REPORT } from './annual-report.ts'
import { actionOf, formFaults, type CaseActionDefinition } from './case.ts'
import { addDays } from './day.ts'
import { DEMOTION } from './demotion.ts'
import { EVALUATION } from './evaluation.ts'
import { findingOf } from './gate.ts'
import { LISTING } from './listing.ts'
import { outcomePath } from './outcome-path.ts'
import { expectedFirst, suggestedForm } from './outcome-suggestion.ts'
import { REGISTRATION } from './registration.ts'

const text = { zh: '有党组织', en: 'a Party organization' }
const findings = [
  findingOf('B3', 'fail', { standing: 'shouldBeBuilt', hasPartyOrganization: false }, { text, mend: text }),
  findingOf('B4', 'unknown', { dutiesDone: null }, { text, mend: text }),
]
const ground = { findings, actions: [], gates: GATES, today: '2026-03-02' }

const CLOSED = outcomePath({
  from: ['open'],
  decider: 'a',
  about: 'b',
  superior: 'c',
  outcomes: { refuse: { zh: '不予登记', en: 'refuse' } },
  grounds: { deceit: { zh: '弄虚作假', en: 'deceit' } },
  dropTo: 'open',
  overturnTo: 'open',
  endTo: 'refused',
})

describe('a form against somebody begins', () => {
  test('with the rules that were found to fail, their words and facts, and never with what is not known', () => {
    expect(suggestedForm(actionOf(ANNUAL_REPORT, 'notify'), ground)).toEqual({
      rules: ['B3'],
      reason: 'B3：有党组织',
      evidence: 'B3：研判结果：应建未建；已有党组织：否',
    })
  })

  test('on a decision with what notice was given of, and a day to put it right', () => {
    const actions = [{ action: 'notify', form: { reason: '未建', evidence: '名册', rules: ['B3'] } }]
    expect(suggestedForm(actionOf(LISTING, 'decide'), { ...ground, actions })).toEqual({
      reason: '未建',
      evidence: '名册',
      cureBy: addDays('2026-03-02', GATES.rectifyDays),
    })
  })

  test('on a decision of the second way too, with what its own notice said', () => {
    const actions = [
      { action: 'notify', form: { reason: '不满两年', evidence: '登记日期' } },
      { action: 'vetoNotify', form: { reason: '应建未建', evidence: '名册' } },
    ]
    expect(suggestedForm(actionOf(EVALUATION, 'vetoDecide'), { ...ground, actions })).toMatchObject({
      reason: '应建未建',
      evidence: '名册',
    })
  })

  test('on a demotion with no rule: its grounds are the closed list of law', () => {
    expect(suggestedForm(actionOf(DEMOTION, 'notify'), ground)).toEqual({})
    const notice = { outcome: 'demoted', reason: '年报未参加', evidence: '年报记录' }
    expect(formFaults(actionOf(DEMOTION, 'notify'), { ...notice, rules: ['reportFailed'] })).toEqual([])
    expect(formFaults(actionOf(DEMOTION, 'notify'), { ...notice, rules: ['E3'] })).toHaveLength(1)
  })

  test('with nothing where the grounds are a closed list of law', () => {
    const notify = CLOSED.actions['notify'] as CaseActionDefinition
    expect(suggestedForm(notify, ground)).toEqual({})
  })
})

test('a notice of gaps begins with those papers of its list that are missing', () => {
  const found = [
    findingOf('G1', 'fail', {}, { text }),
    findingOf('G4', 'fail', {}, { text }),
    findingOf('G2', 'ok', {}, { text }),
  ]
  expect(suggestedForm(actionOf(REGISTRATION, 'tellGaps'), { ...ground, findings: found })).toEqual({ rules: ['G1'] })
})

test.each<[readonly string[], number]>([
  [['deceit'], 0],
  [['B3'], 1],
  [['deceit', 'B3'], 1],
  [[], 1],
])('of a closed list of grounds %j is taken or found out', (rules, faults) => {
  const notify = CLOSED.actions['notify'] as CaseActionDefinition
  const form = { outcome: 'refuse', rules, reason: '理由', evidence: '证据' }
  expect(formFaults(notify, form)).toHaveLength(faults)
})

describe('the act that is expected', () => {
  const open = ['clear', 'lookUp', 'vetoNotify'].map((name) => ({ name, action: actionOf(EVALUATION, name) }))
  const names = (isFound: boolean) => expectedFirst(open, isFound).map(({ name }) => name)

  test('is the notice of the veto where the rules found that it falls, and no veto where they did not', () => {
    expect(names(true)).toEqual(['vetoNotify', 'clear', 'lookUp'])
    expect(names(false)).toEqual(['clear', 'lookUp', 'vetoNotify'])
  })
})
