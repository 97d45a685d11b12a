import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, differencesOf, entryRow, holdsOf, newEntryProblems, rebased, type EntryProblem } from './entry.ts'

const HELD = cellsOf({ code: 'A', name: '甲协会', kind: 'association', staff: 8, partyGroup: true, address: '一号' })

describe('an entry', () => {
  it('is prefilled in the words of the sheet', () => {
    expect(HELD).toMatchObject({ name: '甲协会', kind: '社会团体', staff: '8', partyGroup: '是', grade: '' })
  })

  it('states only what differs, and clears what was emptied', () => {
    const { row, changed } = entryRow('A', HELD, { ...HELD, name: ' 甲协会 ', staff: '9', address: '' })
    expect([row, changed]).toEqual([{ code: 'A', staff: '9', address: '#CLEAR' }, ['address', 'staff']])
  })

  it.each([
    ['a code that fails its check', '52320402000000016X', { kind: '社会服务机构' }, true],
    ['a code that is too short', '5232040', { kind: '社会服务机构' }, true],
    ['a code with a letter that stands for a digit', '51320499MJTO00010U', { kind: '社会团体' }, true],
    ['a sound code', '51320499MJT000010U', { kind: '社会团体' }, false],
    ['a file number of an organization on file', 'BA-320402003001-7', { kind: '备案社区社会组织' }, false],
    ['a file number of one that incubates', 'FH-7', { kind: '社会团体', status: '孵化' }, false],
  ])('takes or refuses %s', (_what, code, cells, isWrong) => {
    expect(newEntryProblems(code, { name: '甲', ...cells }).map((one) => one.code)).toEqual(
      isWrong ? ['codeCheckEntry'] : [],
    )
  })

  it('offers the code that was probably meant', () => {
    const [wrong] = newEntryProblems('51320499MJTO00010U', { kind: '社会团体' })
    expect(wrong?.suggestion).toBe('51320499MJT000010U')
  })

  it('is told of everything that is needed and blank', () => {
    const told = newEntryProblems('51320499MJT000010U', { name: ' ' })
    expect(told.map((one) => [one.column, one.code])).toEqual([
      ['name', 'needed'],
      ['kind', 'needed'],
    ])
  })

  it('is held by errors, and by warnings until they were looked at', () => {
    const problem = (code: string, severity: EntryProblem['severity']): EntryProblem => {
      return { column: 'placeCode', code, severity, message: { zh: '', en: '' }, suggestion: null }
    }
    const problems = [problem('placeBlank', 'warning'), problem('placeUnknown', 'error')]
    expect(holdsOf(problems, []).map((one) => one.code)).toEqual(['placeBlank', 'placeUnknown'])
    expect(holdsOf(problems, ['placeCode.placeBlank', 'placeCode.placeUnknown']).map((one) => one.code)).toEqual([
      'placeUnknown',
    ])
  })

  it('keeps both when two people changed different fields, and asks where they changed the same', () => {
    const now = { ...HELD, staff: '12', address: '二号' }
    const mine = { ...HELD, name: '甲市协会', address: '三号' }
    expect(differencesOf(HELD, now, mine).map((one) => one.key)).toEqual(['address', 'staff'])
    expect(rebased(HELD, now, mine, new Set())).toMatchObject({ name: '甲市协会', staff: '12', address: '二号' })
    expect(rebased(HELD, now, mine, new Set(['address']))).toMatchObject({ staff: '12', address: '三号' })
  })

  it('loses nothing of either when they are laid together', () => {
    const cells = fc.record({
      name: fc.constantFrom('a', 'b'),
      staff: fc.constantFrom('1', '2'),
      address: fc.constant(''),
    })
    fc.assert(
      fc.property(cells, cells, cells, (seen, now, mine) => {
        const after = rebased(seen, now, mine, new Set(['name', 'staff']))
        for (const key of ['name', 'staff'] as const)
          expect(after[key]).toBe(mine[key] === seen[key] ? now[key] : mine[key])
      }),
    )
  })
})
