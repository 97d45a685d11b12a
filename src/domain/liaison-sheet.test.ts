import { expect, test } from 'vitest'
import { officersNamed, type NamedOfficer } from './liaison-sheet.ts'

const officer = (id: number, more: Partial<NamedOfficer>): NamedOfficer => ({
  id,
  name: '王某',
  login: null,
  desk: null,
  bodyKey: 'MZA',
  bodyName: '甲区综合党委',
  ...more,
})
const OFFICERS = [
  officer(1, { desk: '一科' }),
  officer(2, { desk: '二科' }),
  officer(3, { bodyKey: 'MZB', bodyName: '乙区综合党委', desk: '二科' }),
  officer(4, { name: '李某', login: 'li' }),
]

test.each([
  [{ officer: 'li' }, [4]],
  [{ officer: '李某' }, [4]],
  [{ officer: '王某' }, [1, 2, 3]],
  [{ officer: '王某', desk: '二科' }, [2, 3]],
  [{ officer: '王某', desk: '二科', body: 'MZA' }, [2]],
  [{ officer: '王某', body: '乙区综合党委' }, [3]],
  [{ officer: '赵某' }, []],
])('%o means the officers %o', (words, ids) => {
  expect(officersNamed(words, OFFICERS).map((one) => one.id)).toEqual(ids)
})
