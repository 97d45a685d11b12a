import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PARAMETERS } from '../../test/facts.ts'
import { loadPacks } from '../store/policy-files.ts'
import { annualReportFindings, annualReportProposal, type AnnualReportFacts } from './gate-annual.ts'
import { evaluationFindings, evaluationProposal, gradeOfScore, type EvaluationFacts } from './gate-evaluation.ts'
import { gatesOf, type GatePolicy } from './gate-overlay.ts'
import { bandFaults, type GateParameters } from './gate-policy.ts'
import { registrationFindings, registrationProposal, type RegistrationFacts } from './gate-registration.ts'
import { GRADES } from './organization.ts'
import { chainOf } from './policy.ts'
import { STANDINGS } from './standing.ts'

const TODAY = '2026-06-30'
const packs = loadPacks()
const policy = gatesOf(packs.filter((pack) => pack.id === 'cn-example-2018').flatMap((pack) => chainOf(pack, packs)))
const packWith = (change: Partial<GateParameters>): GatePolicy => ({
  ...policy,
  parameters: { ...policy.parameters, ...change },
})

const CLAUSE =
  '本会坚持中国共产党的全面领导，根据中国共产党章程的规定，设立中国共产党的组织，开展党的活动，为党组织的活动提供必要条件。'

const FOUNDING: RegistrationFacts = {
  act: 'founding',
  charterText: CLAUSE,
  commitment: true,
  surveyForm: true,
  bodyAssigned: true,
  fullMembers: 0,
  hasPartyOrganization: false,
  foundingPlannedOn: null,
}

function registration(change: Partial<RegistrationFacts>) {
  const facts = { ...FOUNDING, ...change }
  const findings = registrationFindings(facts, policy, PARAMETERS)
  const proposal = registrationProposal(facts, findings, { policy, parameters: PARAMETERS, today: TODAY })
  const results = Object.fromEntries(findings.map((one) => [one.rule, one.result]))
  return { findings, results, proposal, followUps: proposal.followUps.map((one) => one.kind) }
}

describe('the first pass', () => {
  test.each<[string, Partial<RegistrationFacts>, string, readonly string[], readonly string[]]>([
    ['all papers are there', {}, 'accept', [], ['assignOfficer', 'recheck']],
    ['the clause is of 2018', { charterText: CLAUSE.slice(15) }, 'supplement', ['G1'], ['assignOfficer', 'recheck']],
    ['nobody has read the charter', { charterText: null }, 'supplement', ['G1'], ['assignOfficer', 'recheck']],
    [
      'two papers are missing',
      { commitment: false, surveyForm: null },
      'supplement',
      ['G2', 'G3'],
      ['assignOfficer', 'recheck'],
    ],
    ['there is no body yet', { bodyAssigned: false }, 'accept', [], ['assignBody', 'assignOfficer', 'recheck']],
    ['two full members', { fullMembers: 2 }, 'accept', [], ['joinJointBranch', 'recheck']],
    ['three full members without a plan', { fullMembers: 3 }, 'accept', [], ['foundPartyOrganization']],
    [
      'a change of name',
      { act: 'change', commitment: null, surveyForm: null },
      'accept',
      [],
      ['assignOfficer', 'recheck'],
    ],
    [
      'a deregistration',
      { act: 'deregistration', charterText: null, commitment: null, surveyForm: null },
      'accept',
      [],
      [],
    ],
  ])('when %s', (_what, change, ...expected) => {
    const found = registration(change)
    expect([found.proposal.outcome, found.proposal.because, found.followUps]).toEqual(expected)
  })

  test('a plan with a day answers G5, and its day is the due day', () => {
    const { results, proposal } = registration({ fullMembers: 5, foundingPlannedOn: '2026-09-01' })
    expect([results['G5'], proposal.followUps[0]?.due]).toEqual(['ok', '2026-09-01'])
    expect(registration({ fullMembers: 5 }).results['G5']).toBe('fail')
    expect(registration({ fullMembers: null }).results['G5']).toBe('unknown')
  })

  test('never proposes to refuse, whatever is missing', () => {
    const answer = fc.option(fc.boolean(), { nil: null })
    const facts = fc.record({
      act: fc.constantFrom('founding', 'change', 'charter', 'deregistration', 'filing'),
      charterText: fc.option(fc.constantFrom('', CLAUSE), { nil: null }),
      commitment: answer,
      surveyForm: answer,
      bodyAssigned: answer,
      fullMembers: fc.option(fc.nat(9), { nil: null }),
      hasPartyOrganization: answer,
    })
    fc.assert(
      fc.property(facts, (change) => {
        const { proposal, findings } = registration(change)
        expect(['accept', 'supplement']).toContain(proposal.outcome)
        expect(proposal.outcome === 'accept').toBe(proposal.because.length === 0)
        for (const one of findings) if (one.result === 'fail') expect(one.mend).not.toBeNull()
      }),
    )
  })
})

const REPORT: AnnualReportFacts = {
  kind: 'association',
  year: 2025,
  registeredOn: '2015-03-01',
  filedOn: '2026-05-20',
  sectionComplete: true,
  identitiesHold: true,
  censusDifferences: 0,
  standing: 'own',
  dutiesDone: true,
  termHolds: true,
  hasPartyOrganization: true,
  officerValid: null,
}

function report(change: Partial<AnnualReportFacts>) {
  const findings = annualReportFindings({ ...REPORT, ...change }, policy)
  return { findings, proposal: annualReportProposal(findings, policy, TODAY) }
}

describe('the second pass', () => {
  test.each<[string, Partial<AnnualReportFacts>, string, readonly string[]]>([
    ['all is well', {}, 'ok', []],
    ['founded after 30 June', { registeredOn: '2025-07-01' }, 'exempt', []],
    ['founded on 30 June', { registeredOn: '2025-06-30' }, 'ok', []],
    ['due and not built', { standing: 'shouldBeBuilt' }, 'rectificationNotice', ['B3']],
    [
      'still within grace',
      { standing: 'shouldBeBuiltWithinGrace', hasPartyOrganization: false, officerValid: true },
      'ok',
      [],
    ],
    ['sums that do not hold', { identitiesHold: false }, 'rectificationNotice', ['B1']],
    ['a term that is over', { termHolds: false }, 'improvementLetter', ['B5']],
    ['two figures beside the census', { censusDifferences: 2 }, 'improvementLetter', ['B2']],
    ['nobody knows of the duties', { dutiesDone: null }, 'incomplete', ['B4']],
    ['filed late, which is told and has no other effect', { filedOn: '2026-06-01' }, 'ok', []],
    ['not filed yet', { filedOn: null }, 'incomplete', ['filed']],
  ])('%s', (_what, change, outcome, because) => {
    const { proposal } = report(change)
    expect([proposal.outcome, proposal.because]).toEqual([outcome, because])
  })

  test('a foundation files by March, everybody else by May', () => {
    const late = (kind: 'foundation' | 'association') =>
      report({ kind }).findings.find((one) => one.rule === 'filed')?.result
    expect([late('foundation'), late('association')]).toEqual(['fail', 'ok'])
  })

  test('a notice to put right names the remedies and its day; a letter needs none', () => {
    const notice = report({ standing: 'shouldBeBuilt' }).proposal
    expect(notice.remedies).not.toEqual([])
    expect(notice.text.zh).toContain('2026-08-29')
    expect(report({ termHolds: false }).proposal.remedies).toEqual([])
  })
})

const CALL: EvaluationFacts = {
  registeredOn: '2015-03-01',
  grade: null,
  gradeValidTo: null,
  lastReport: 'ok',
  reportBefore: 'ok',
  penaltyOpen: false,
  underInvestigation: false,
  onList: false,
  standing: 'own',
  workCovered: true,
  hasPartyOrganization: true,
  score: 920,
}

function evaluation(change: Partial<EvaluationFacts>, rules: GatePolicy = policy) {
  const facts = { ...CALL, ...change }
  return evaluationProposal(facts, evaluationFindings(facts, rules, TODAY), rules)
}

describe('the third pass', () => {
  test.each<[string, Partial<EvaluationFacts>, string, string | null, readonly string[]]>([
    ['all is well', {}, 'eligible', '4A', []],
    ['not two years old', { registeredOn: '2024-07-01' }, 'notEligible', null, ['E1']],
    ['two years old today', { registeredOn: '2024-06-30' }, 'eligible', '4A', []],
    ['a grade that is too fresh', { grade: '3A', gradeValidTo: '2030-01-01' }, 'notEligible', null, ['E2']],
    ['an upgrade after two years', { grade: '3A', gradeValidTo: '2029-06-30' }, 'eligible', '4A', []],
    ['a last report that failed', { lastReport: 'failed' }, 'notEligible', null, ['E3']],
    ['basic twice', { lastReport: 'basic', reportBefore: 'basic' }, 'notEligible', null, ['E3']],
    ['basic once', { lastReport: 'basic' }, 'eligible', '4A', []],
    ['on a list', { onList: true }, 'notEligible', null, ['E4']],
    ['due and not built at 4A', { standing: 'shouldBeBuilt' }, 'vetoed', '2A', ['V']],
    ['due and not built at 2A', { standing: 'shouldBeBuilt', score: 820 }, 'eligible', '2A', []],
    ['due and not built without a score', { standing: 'shouldBeBuilt', score: null }, 'eligibleCapped', null, ['V']],
    ['no work coverage', { standing: 'noMembers', workCovered: false }, 'vetoed', '2A', ['V']],
    ['nobody knows the list', { onList: null }, 'incomplete', null, ['E4']],
  ])('%s', (_what, change, ...expected) => {
    const found = evaluation(change)
    expect([found.outcome, found.grade, found.because]).toEqual(expected)
  })

  test('the score without the veto is kept', () => {
    expect(evaluation({ standing: 'shouldBeBuilt' })).toMatchObject({ gradeByScore: '4A', grade: '2A', isVetoed: true })
  })

  test('a pack may make it ineligible, or ask for a Party organization', () => {
    const strict = packWith({ vetoEffect: 'ineligible' })
    expect(evaluation({ standing: 'shouldBeBuilt' }, strict)).toMatchObject({ outcome: 'notEligible', because: ['V'] })
    const huaining = packWith({ vetoCondition: 'noPartyOrganization', vetoFromGrade: '5A', vetoCapAt: '4A' })
    expect(evaluation({ hasPartyOrganization: false, score: 960 }, huaining)).toMatchObject({
      outcome: 'vetoed',
      grade: '4A',
    })
    expect(evaluation({ hasPartyOrganization: false }, huaining).outcome).toBe('eligible')
  })

  test('a veto never raises a grade, never changes the grade by score, and always has its remedies', () => {
    const facts = fc.record({
      standing: fc.constantFrom(...STANDINGS),
      workCovered: fc.boolean(),
      score: fc.integer({ min: 0, max: 1030 }),
    })
    fc.assert(
      fc.property(facts, (change) => {
        const found = evaluation(change)
        expect(found.gradeByScore).toBe(gradeOfScore(change.score, policy.parameters))
        const rank = (grade: (typeof GRADES)[number] | null) => (grade === null ? -1 : GRADES.indexOf(grade))
        expect(rank(found.grade)).toBeLessThanOrEqual(rank(found.gradeByScore))
        if (found.outcome === 'vetoed') expect(found.remedies.length).toBeGreaterThan(0)
      }),
    )
  })
})

test.each([
  [700, null],
  [701, '1A'],
  [800.5, '1A'],
  [901, '4A'],
  [950, '4A'],
  [951, '5A'],
  [1030, '5A'],
  [1031, null],
])('a score of %s is %s', (score, grade) => {
  expect(gradeOfScore(score, policy.parameters)).toBe(grade)
})

test('bands that share a score are refused with the score and the mend', () => {
  const bands = [
    { grade: '5A', from: 950, to: 1000 },
    { grade: '4A', from: 901, to: 950 },
  ]
  expect(bandFaults(bands)).toEqual(['scoreBands: 950 lies in 4A and in 5A; end 4A below it'])
  expect(bandFaults([{ grade: '5A', from: 1, to: 0 }])).toEqual(['scoreBands: each has a grade, and from <= to'])
})
