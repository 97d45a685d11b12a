import { expect, test } from 'vitest'
import { returnOf } from './return-place.ts'

test.each([
  [undefined, '/home'],
  ['/orgs?kind=service', '/orgs?kind=service'],
  ['https://elsewhere.test/', '/home'],
  ['//elsewhere.test/', '/home'],
  ['/\\elsewhere.test/', '/home'],
  ['/sign-in?to=/orgs', '/home'],
])('after signing in, %s leads to %s', (to, place) => expect(returnOf(to)).toBe(place))
