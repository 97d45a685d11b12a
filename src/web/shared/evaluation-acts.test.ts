import { expect, test } from 'vitest'
import { ownActs } from './evaluation-acts.tsx'

test.each([
  ['before the panel', ['withdraw'], ['withdraw']],
  ['in the public notice', ['requestReview'], ['requestReview']],
  ['told of a veto before it is decided', ['vetoRespond'], ['respond']],
  ['with a veto served', ['vetoAppeal', 'vetoCure', 'vetoAccept'], ['cure', 'appeal', 'accept']],
  ['told that it may not be evaluated', ['respond'], ['respond']],
  ['with what is the authority’s', ['publish', 'vetoNotify', 'vetoed'], []],
])('an organization %s', (_when, allowed, acts) => {
  expect(ownActs(allowed)).toEqual(acts)
})
