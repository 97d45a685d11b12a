import { expect, test } from 'vitest'
import { proposalIn } from './proposal.ts'

const NOTICE = {
  action: 'vetoNotify',
  form: { outcome: 'capped', rules: ['V'], reason: '应建未建', evidence: '名册', exemption: 'none' },
}

test.each([
  ['vetoNoticed', [NOTICE], 'capped'],
  ['vetoHeard', [NOTICE, { action: 'vetoRespond', form: {} }], 'capped'],
  ['vetoDecided', [NOTICE], undefined],
  ['voted', [NOTICE], undefined],
  ['noticed', [NOTICE], undefined],
  ['noticed', [{ ...NOTICE, action: 'notify', form: { outcome: 'notEligible' } }], 'notEligible'],
] as const)('in %s what is proposed is told', (state, actions, outcome) => {
  expect(proposalIn(state, actions)?.outcome).toBe(outcome)
})

test('with its rules, reasons and evidence, blank where it said none', () => {
  expect(proposalIn('vetoNoticed', [NOTICE])).toMatchObject({ rules: ['V'], reason: '应建未建', evidence: '名册' })
  expect(proposalIn('vetoNoticed', [{ action: 'vetoNotify', form: {} }])).toMatchObject({ rules: [], reason: '' })
})
