import { describe, expect, test } from 'vitest'
import { GATES, PARAMETERS } from '../../test/facts.ts'
import { standingOfCase, type CaseAction, type CaseDefinition } from './case.ts'
import { FOUND_PARTY, JOIN_PARTY, SEND_OFFICER } from './party-case.ts'
import { judgeParty, type PartyFacts } from './party-judge.ts'
import { PASS_FOLLOW_UP } from './pass-follow-up.ts'
import { WEEKENDS_ONLY } from './working-day.ts'

const time = { parameters: PARAMETERS, gates: GATES, calendar: WEEKENDS_ONLY }
const NONE: PartyFacts = { fullMembers: 3, members: 4, level: 'branch', hasPartyOrganization: false, host: null }

describe('who asks for a Party organization', () => {
  test.each<[Partial<PartyFacts>, string, string]>([
    [{}, 'R1', 'ok'],
    [{ fullMembers: 2 }, 'R1', 'fail'],
    [{ fullMembers: null }, 'R1', 'unknown'],
    [{ members: 50 }, 'R2', 'ok'],
    [{ members: 51 }, 'R2', 'fail'],
    [{ members: 50, level: 'generalBranch' }, 'R2', 'ok'],
    [{ members: 49, level: 'generalBranch' }, 'R2', 'fail'],
    [{ members: 99, level: 'committee' }, 'R2', 'fail'],
    [{ members: 100, level: 'committee' }, 'R2', 'ok'],
    [{ members: null }, 'R2', 'unknown'],
  ])('with %j meets %s: %s', (facts, rule, result) => {
    const { findings } = judgeParty({ ...NONE, ...facts }, PARAMETERS)
    expect(findings.find((one) => one.rule === rule)?.result).toBe(result)
  })

  test.each<[number, number, number, string]>([
    [4, 2, 1, 'ok'],
    [5, 9, 1, 'fail'],
    [2, 1, 1, 'fail'],
    [2, 2, 1, 'ok'],
  ])('and joins %i units with %i full members by its own %i: %s', (units, fullMembers, own, result) => {
    const host = { units, fullMembers }
    const { findings, proposal } = judgeParty({ ...NONE, fullMembers: own, host }, PARAMETERS)
    expect(findings.map((one) => [one.rule, one.result])).toEqual([['R3', result]])
    expect(proposal.outcome).toBe(result === 'ok' ? 'approve' : 'look')
  })
})

function walked(definition: CaseDefinition, ...names: readonly string[]): string {
  const actions = names.map((action): CaseAction => ({ action, party: '', by: 1, day: '2026-03-02', form: {} }))
  return standingOfCase(definition, actions, time).state
}

test.each<[CaseDefinition, readonly string[], string]>([
  [FOUND_PARTY, ['apply', 'approve', 'found'], 'founded'],
  [FOUND_PARTY, ['apply', 'return', 'answer', 'approve'], 'approved'],
  [FOUND_PARTY, ['apply', 'notify', 'respond', 'decide', 'serve', 'appeal', 'uphold'], 'refused'],
  [FOUND_PARTY, ['apply', 'notify', 'respond', 'decide', 'serve', 'appeal', 'overturn'], 'applied'],
  [JOIN_PARTY, ['ask', 'agree', 'approve'], 'joined'],
  [JOIN_PARTY, ['ask', 'decline'], 'declined'],
  [SEND_OFFICER, ['ask', 'settle'], 'sent'],
  [PASS_FOLLOW_UP, ['set', 'begin', 'comeBack', 'begin', 'settle'], 'done'],
  [PASS_FOLLOW_UP, ['rest', 'wake', 'finish'], 'done'],
  [PASS_FOLLOW_UP, ['rest', 'begin', 'settle'], 'done'],
])('%s', (definition, names, state) => {
  expect(walked(definition, ...names)).toBe(state)
})

test('founding is not over with the application, and joining not before the host has agreed', () => {
  expect(() => walked(FOUND_PARTY, 'apply', 'found')).toThrow('outOfOrder')
  expect(() => walked(JOIN_PARTY, 'ask', 'approve')).toThrow('outOfOrder')
})
