import { expect, test } from 'vitest'
import { factName, factText, findStatedOn, type History } from './fact-value.ts'

const words = { yes: '是', no: '否' }

test.each([
  ['kind', 'service', '社会服务机构'],
  ['staff', 1234, '1,234'],
  ['partyGroup', false, '否'],
  ['longitude', 119.97, '119.97'],
  ['fullMembers', null, null],
  ['registeredOn', '2020-03-03', '2020年3月3日'],
  ['authority', '常州市民政局', '常州市民政局'],
] as const)('the fact %s with %s reads %s', (key, value, text) => {
  expect(factText(key, value, 'zh', words)).toBe(text)
})

test('facts are called as the exchange sheet calls them', () => {
  expect(factName('fullMembers', 'zh')).toBe('专职人员中正式党员')
  expect(factName('staff', 'en')).toBe('Staff')
  expect(factName('somethingNew', 'en')).toBe('somethingNew')
})

const row = { from: '2025-01-01', to: null, statedOn: '2025-01-05', knownTo: null, values: { staff: 4 } }
const history: History = [
  { fact: 'count', rows: [{ ...row, statedOn: '2025-01-02', knownTo: '2025-01-06T00:00:00Z' }, row] },
]

test('a fact is dated by the statement that is believed now', () => {
  expect(findStatedOn(history, 'staff', '2026-01-01')).toBe('2025-01-05')
  expect(findStatedOn(history, 'staff', '2024-01-01')).toBeUndefined()
  expect(findStatedOn(history, 'grade', '2026-01-01')).toBeUndefined()
})
