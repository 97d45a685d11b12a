import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { loadPacks } from '../store/policy-files.ts'
import { actionOf, definitionFaults, formFaults, isOfAct, standingOfCase, type CaseAction, type Form } from './case.ts'
import { CASE_DEFINITIONS } from './case-definitions.ts'
import { gatesOf } from './gate-overlay.ts'
import { REGISTRATION_ACTS, type RegistrationAct } from './gate-registration.ts'
import { outcomeFaults } from './outcome.ts'
import { GAP_RULES, REGISTRATION } from './registration.ts'
import { REFUSAL_GROUNDS } from './registration-ground.ts'
import { judgeRegistration, type RegistrationCaseFacts } from './registration-judge.ts'
import { papersGivenIn, phrasesIn } from './registration-paper.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const time = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }
const POLICY = gatesOf(loadPacks().filter(({ id }) => id === 'cn-example-2018'))
const rules = { gates: POLICY, parameters: PARAMETERS, today: '2026-03-02' }

function act(action: string, form: Form = {}, day = '2026-03-02'): CaseAction {
  return { action, party: '', by: 1, day, form }
}

const TO_REVIEW = [act('open'), act('submit'), act('admit')]

describe('a registration', () => {
  test.each<[string, readonly CaseAction[], string]>([
    ['is filled in first', [act('open')], 'draft'],
    ['waits for the formal check', [act('open'), act('submit')], 'submitted'],
    ['comes back with all gaps', [act('open'), act('submit'), act('tellGaps')], 'gaps'],
    ['is submitted again', [act('open'), act('submit'), act('tellGaps'), act('answerGaps')], 'submitted'],
    ['is deemed accepted when nobody told of gaps', [act('open'), act('submit'), act('deemAdmitted')], 'underReview'],
    ['is approved and waits for the survey form', [...TO_REVIEW, act('approve')], 'approved'],
    ['gets its certificate', [...TO_REVIEW, act('approve'), act('receiveSurvey'), act('certify')], 'certified'],
    ['gets it without the form too, which is recorded', [...TO_REVIEW, act('approve'), act('certify')], 'certified'],
    [
      'ends with the body that takes it over',
      [...TO_REVIEW, act('approve'), act('certify'), act('passPapers'), act('takePapers')],
      'finished',
    ],
    [
      'comes back from a body that it does not belong to',
      [...TO_REVIEW, act('approve'), act('certify'), act('passPapers'), act('returnPapers')],
      'certified',
    ],
    ['changes the register', [...TO_REVIEW, act('approveChange')], 'changed'],
    ['ends an organization', [...TO_REVIEW, act('confirmEnd'), act('approveEnd')], 'ended'],
    ['can be withdrawn', [...TO_REVIEW, act('withdraw')], 'withdrawn'],
    [
      'is refused only by notice, hearing, decision and serving',
      [...TO_REVIEW, act('notify'), act('respond'), act('decide'), act('serve'), act('lapse')],
      'refused',
    ],
    [
      'is under review again when a refusal is overturned',
      [...TO_REVIEW, act('notify'), act('waive'), act('decide'), act('serve'), act('appeal'), act('overturn')],
      'underReview',
    ],
  ])('%s', (_what, actions, state) => {
    expect(standingOfCase(REGISTRATION, actions, time).state).toBe(state)
  })

  test.each<[string, readonly CaseAction[], string]>([
    ['five working days for the formal check', [act('open'), act('submit')], '2026-03-09'],
    ['sixty days to decide', TO_REVIEW, '2026-05-01'],
    [
      'the days of a filing where the act sets them',
      [act('open'), act('submit'), act('admit', { dueOn: '2026-03-22' })],
      '2026-03-22',
    ],
    ['five working days to pass the papers on', [...TO_REVIEW, act('approve'), act('certify')], '2026-03-09'],
  ])('has %s', (_what, actions, due) => {
    expect(standingOfCase(REGISTRATION, actions, time).due).toBe(due)
  })

  test('certifies nothing before the approval', () => {
    expect(() => standingOfCase(REGISTRATION, [...TO_REVIEW, act('certify')], time)).toThrow('outOfOrder')
  })

  test.each<[RegistrationAct, readonly string[], readonly string[]]>([
    ['founding', ['approve'], ['approveChange', 'approveEnd', 'confirmEnd']],
    ['filing', ['approve'], ['approveChange', 'approveEnd']],
    ['change', ['approveChange'], ['approve', 'approveEnd']],
    ['charter', ['approveChange'], ['approve', 'approveEnd']],
    ['deregistration', ['confirmEnd', 'approveEnd'], ['approve', 'approveChange']],
  ])('for %s has actions of its own', (kind, there, others) => {
    const isThere = (name: string) => isOfAct(actionOf(REGISTRATION, name), { act: kind })
    expect(there.map(isThere)).toEqual(there.map(() => true))
    expect(others.map(isThere)).toEqual(others.map(() => false))
  })
})

test.each(CASE_DEFINITIONS.map((one) => [one.kind, one] as const))('%s is whole', (_kind, definition) => {
  expect([...definitionFaults(definition), ...outcomeFaults(definition)]).toEqual([])
})

describe('lack of Party-building', () => {
  const PARTY_RULES = ['G1', 'G2', 'G3', 'G4', 'G5', 'D1', 'D2', 'D3']

  test('is no ground to refuse: none of the grounds is one of its rules, and none speaks of it', () => {
    expect(Object.keys(REFUSAL_GROUNDS).filter((key) => PARTY_RULES.includes(key))).toEqual([])
    for (const { text, source } of Object.values(REFUSAL_GROUNDS)) expect(`${text.zh}${source.zh}`).not.toMatch(/党/)
  })

  const anyFacts = fc.record<RegistrationCaseFacts>({
    act: fc.constantFrom(...REGISTRATION_ACTS),
    charterText: fc.option(fc.constantFrom('', '无条款', '按照党章')),
    commitment: fc.option(fc.boolean()),
    surveyForm: fc.option(fc.boolean()),
    bodyAssigned: fc.option(fc.boolean()),
    fullMembers: fc.option(fc.nat(60)),
    hasPartyOrganization: fc.option(fc.boolean()),
    foundingPlannedOn: fc.option(fc.constant('2026-09-01')),
    relationsMoved: fc.option(fc.boolean()),
    ledgerClosed: fc.option(fc.boolean()),
    branchAdjusted: fc.option(fc.boolean()),
  })

  test('is never proposed as a refusal, whatever the facts', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('beforeApproval' as const, 'afterApproval' as const), (facts, stage) => {
        const { proposal } = judgeRegistration(facts, stage, rules)
        expect(['accept', 'supplement', 'recorded']).toContain(proposal.outcome)
        expect(proposal.because.filter((rule) => !(rule in GAP_RULES))).toEqual([])
      }),
    )
  })

  test('refuses in no list of actions whose forms can be taken', () => {
    const rule = fc.constantFrom(...PARTY_RULES, ...Object.keys(REFUSAL_GROUNDS))
    const steps = fc.array(fc.tuple(fc.nat(), fc.array(rule, { maxLength: 3 })), { maxLength: 25 })
    fc.assert(
      fc.property(fc.constantFrom(...REGISTRATION_ACTS), steps, (kind, choices) => {
        const done = livedActions(kind, choices)
        const { state } = standingOfCase(REGISTRATION, done, time)
        const notice = done.findLast((one) => one.action === 'notify')
        if (['decided', 'served', 'appealed', 'refused'].includes(state)) {
          const named = notice?.form['rules']
          expect(Array.isArray(named) && named.length > 0 && named.every((one) => one in REFUSAL_GROUNDS)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  /** A life by choices: each picks one of the actions of the state, with the rules given; a form that is faulty is left out. */
  function livedActions(kind: string, choices: readonly (readonly [number, readonly string[]])[]): CaseAction[] {
    const done = [act('open')]
    for (const [choice, named] of choices) {
      const { state } = standingOfCase(REGISTRATION, done, time)
      const next = Object.entries(REGISTRATION.actions).filter(
        ([, one]) => one.from.includes(state) && isOfAct(one, { act: kind }),
      )
      const [name, action] = next[choice % Math.max(next.length, 1)] ?? []
      if (name === undefined || action === undefined) break
      const form = formOf(name, named)
      if (formFaults(action, form).length === 0) done.push(act(name, form))
    }
    return done
  }

  function formOf(name: string, named: readonly string[]): Form {
    const values = {
      text: '理由',
      day: '2026-03-02',
      count: 1,
      yesNo: true,
      body: 'MZ',
      conference: '',
      list: [...named],
    }
    return Object.fromEntries(
      actionOf(REGISTRATION, name).form.map((field) => [
        field.key,
        field.kind === 'choice' ? (Object.keys(field.choices ?? {})[0] ?? '') : values[field.kind],
      ]),
    )
  }
})

describe('the rules of a case', () => {
  const FOUNDING: RegistrationCaseFacts = {
    act: 'founding',
    charterText: '',
    commitment: false,
    surveyForm: false,
    bodyAssigned: false,
    fullMembers: 4,
    hasPartyOrganization: false,
    foundingPlannedOn: null,
    relationsMoved: null,
    ledgerClosed: null,
    branchAdjusted: null,
  }
  const resultOf = (facts: RegistrationCaseFacts, rule: string, stage: 'beforeApproval' | 'afterApproval') =>
    judgeRegistration(facts, stage, rules).findings.find((one) => one.rule === rule)?.result

  test('ask for the survey form only after the approval', () => {
    expect(resultOf(FOUNDING, 'G3', 'beforeApproval')).toBe('notApplicable')
    expect(resultOf(FOUNDING, 'G3', 'afterApproval')).toBe('fail')
    expect(judgeRegistration(FOUNDING, 'beforeApproval', rules).proposal.because).toEqual(['G1', 'G2'])
  })

  test('hold what Party-building leaves for not known until somebody confirms it, and bar nothing', () => {
    const ending: RegistrationCaseFacts = { ...FOUNDING, act: 'deregistration', relationsMoved: true }
    expect(['D1', 'D2', 'D3'].map((rule) => resultOf(ending, rule, 'beforeApproval'))).toEqual([
      'ok',
      'unknown',
      'unknown',
    ])
    expect(judgeRegistration(ending, 'beforeApproval', rules).proposal.outcome).toBe('accept')
  })

  test('tell the key phrases of each version of the clause', () => {
    const [first] = GATES.charterPhrases
    const found = phrasesIn(first?.phrases[0] ?? '', GATES)
    expect(found[0]?.found).toEqual([first?.phrases[0]])
    expect(found[0]?.missing).toEqual(first?.phrases.slice(1))
    expect(found.map(({ version }) => version)).toEqual(['2018', '2019'])
  })
})

test.each<[string, string, readonly string[]]>([
  ['founding', 'draft', ['charter', 'commitment', 'survey']],
  ['founding', 'submitted', ['survey']],
  ['founding', 'approved', ['survey']],
  ['founding', 'certified', []],
  ['filing', 'draft', ['commitment', 'survey']],
  ['change', 'gaps', ['charter']],
  ['deregistration', 'draft', []],
])('papers of %s in %s', (kind, state, papers) => {
  expect(papersGivenIn(kind, state)).toEqual(papers)
})
