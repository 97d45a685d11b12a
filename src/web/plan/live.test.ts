import { expect, test } from 'vitest'
import { heardIn } from './live.ts'

test.each([
  [
    '{"cost":398,"bound":381,"gap":0.043,"step":"polish"}',
    { live: { cost: 398, bound: 381, gap: 0.043, step: 'polish' } },
  ],
  ['{"cost":398,"bound":null,"step":7}', { live: { cost: 398, bound: null, gap: null, step: '7' } }],
  ['{"state":"solved"}', { state: 'solved' }],
  ['{"state":"solving","cost":5}', { live: { cost: 5, bound: null, gap: null, step: null } }],
  ['ping', undefined],
  ['null', undefined],
])('the event %s', (text, heard) => expect(heardIn(text)).toEqual(heard))
