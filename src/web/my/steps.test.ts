import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { effectiveAnswers } from '../../domain/answers.ts'
import { NOTHING_KNOWN, type Known } from '../../domain/known.ts'
import type { Answers, QuestionSet } from '../../domain/question-set.ts'
import { namedAfter, stepAfter, stepOfQuestion, stepsOf } from './steps.ts'

const SET: QuestionSet = JSON.parse(readFileSync('question-sets/social-organization-2026.json', 'utf8'))

const stepsFor = (answers: Answers, known: Known) =>
  stepsOf({ set: SET, known, stands: effectiveAnswers(SET, answers, known) })

const FACTS: Known = {
  facts: {
    kind: 'association',
    status: 'active',
    staff: 12,
    staffFullTime: 5,
    fullMembers: 0,
    probationaryMembers: 0,
    otherMembers: 0,
    hasPartyOrganization: false,
    notBuiltReason: '没有党员',
    instructor: true,
  },
  statedOn: {},
  last: null,
}

describe('the pages of a form', () => {
  test('everything that is known of a section is confirmed on one page', () => {
    const known: Known = { ...FACTS, facts: { ...FACTS.facts, kind: 'filed' } }
    const steps = stepsFor({}, known)
    expect(steps.every((step) => step.kind === 'confirm')).toBe(true)
    expect(steps.map((step) => step.id)).toEqual(['identity', 'people', 'members', 'party', 'notBuilt', 'needs'])
  })

  test('what is needed and not known is asked, one thing a page', () => {
    const asked = stepsFor({}, NOTHING_KNOWN).filter((step) => step.kind === 'ask')
    expect(asked.find((step) => step.id === 'staff')?.questions.map((one) => one.id)).toEqual(['staff'])
  })

  test('parts of one sum share a page, which names their total', () => {
    const known: Known = { ...FACTS, facts: { ...FACTS.facts, fullMembers: 7 } }
    const step = stepsFor({}, known).find((one) => one.id === 'age35')
    expect(step?.questions.map((one) => one.id)).toEqual(['age35', 'age50', 'age60', 'age61'])
    expect(step).toMatchObject({ kind: 'ask', total: { id: 'members' } })
  })

  test('what an answer takes away has no page any more', () => {
    const ids = (hasPartyOrganization: boolean) => stepsFor({ hasPartyOrganization }, FACTS).map((step) => step.id)
    expect(ids(true)).toContain('secretaryPost')
    expect(ids(false)).not.toContain('secretaryPost')
  })

  test('after the last page the answers are checked', () => {
    const steps = stepsFor({}, FACTS)
    expect(stepAfter(steps, steps.at(-1)?.id ?? '')).toBeUndefined()
    expect(stepAfter(steps, steps[0]?.id ?? '')?.id).toBe(steps[1]?.id)
  })
})

test('a question that arrives filled has a page of its own to be changed on', () => {
  const form = { set: SET, known: FACTS, stands: effectiveAnswers(SET, {}, FACTS) }
  expect(stepOfQuestion(form, 'staff')).toMatchObject({ kind: 'ask', section: 'people', id: 'staff' })
  expect(stepOfQuestion(form, 'nothing')).toBeUndefined()
})

test.each([
  [['staff', 'age35', 'funds'], ['staff'], 'age35'],
  [['staff', 'age35', 'age50', 'funds'], ['age35', 'age50', 'age60', 'age61'], 'funds'],
  [['staff', 'funds'], ['funds'], undefined],
  [['staff'], ['venue'], undefined],
])('of the fields %j after %j comes %s', (named, shown, next) => {
  expect(namedAfter(named, shown)).toBe(next)
})
