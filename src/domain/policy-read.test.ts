import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PARAMETERS, packWith } from '../../test/facts.ts'
import { overlapOf } from './day.ts'
import { policyPackFaults, readPolicyPack } from './policy-read.ts'
import { assumedOf, chainOf, findPackInForce, overlaid, PARAMETER_NAMES, type PolicyPack } from './policy.ts'

const FOLDER = new URL('../../policies/', import.meta.url)
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))

function readFile(file: string): PolicyPack {
  const data: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
  return readPolicyPack(data)
}

describe('the data of a pack', () => {
  const right = packWith(PARAMETERS)
  const sourced = { value: 90, source: 'test', article: '1', confidence: 'example' }

  it('is read where every key is right', () => {
    expect(readPolicyPack(right)).toBe(right)
  })

  it.each<[string, unknown, string]>([
    ['an unknown key', { ...right, remarks: '' }, 'pack: remarks is not known'],
    ['an unknown parameter', { ...right, parameters: { graceDay: sourced } }, 'parameters: graceDay is not known'],
    ['a gate', { ...right, gates: { G1: {} } }, 'gates: G1 is not known'],
    ['no sources', { ...right, sources: [] }, 'sources: at least one'],
    ['a blank source', { ...right, sources: [' '] }, 'sources: at least one'],
    ['an id with a space', { ...right, id: 'my pack' }, 'id: small letters, digits and hyphens'],
    ['a title in one language', { ...right, title: { zh: '规则' } }, 'title: en is missing'],
    ['a blank title', { ...right, title: { zh: '', en: 'rules' } }, 'title: zh is blank'],
    ['a day that is none', { ...right, validFrom: '1998-02-30' }, 'validFrom: a day'],
    ['an end before its start', { ...right, validTo: '1998-02-16' }, 'validTo: null or a day after validFrom'],
    [
      'an area of four digits',
      { ...right, area: '3204' },
      'area: a place code in its shortest form of 6 digits or more',
    ],
    [
      'an area in a long form',
      { ...right, area: '320400000000' },
      'area: a place code in its shortest form of 6 digits or more',
    ],
    ['a parent that is no id', { ...right, parent: 7 }, 'parent: null or the id of a pack'],
    [
      'a number as text',
      { ...right, parameters: { graceDays: { ...sourced, value: '90' } } },
      'graceDays: the value is of the wrong kind',
    ],
    [
      'a confidence of its own',
      { ...right, parameters: { graceDays: { ...sourced, confidence: 'sure' } } },
      'graceDays: confidence is one of verified, example, assumed',
    ],
    [
      'a value without its source',
      { ...right, parameters: { graceDays: { value: 90, article: '1', confidence: 'example' } } },
      'graceDays: source is missing',
    ],
    [
      'a remark on a value',
      { ...right, parameters: { graceDays: { ...sourced, note: '' } } },
      'graceDays: note is not known',
    ],
    ['no parameters', { ...right, parameters: [] }, 'parameters: no object'],
    ['no object', 'pack', 'the pack is no object'],
  ])('is refused with %s', (_what, data, fault) => {
    expect(policyPackFaults(data)).toEqual([fault])
    expect(() => readPolicyPack(data)).toThrow(fault)
  })

  it('is told all its faults at once', () => {
    const { id, ...rest } = right
    expect(policyPackFaults({ ...rest, area: id, sources: 'none' })).toEqual([
      'pack: id is missing',
      'area: a place code in its shortest form of 6 digits or more',
      'sources: at least one',
    ])
  })
})

describe('the packs that are shipped', () => {
  const packs = FILES.map(readFile)

  it('are a national one and that of Changzhou', () => {
    expect(new Map(packs.map((pack) => [pack.id, pack.area]))).toEqual(
      new Map([
        ['cn-3204-example-2018', '320400'],
        ['cn-example-2018', '000000'],
      ]),
    )
  })

  it.each(FILES)('%s is named after its id', (file) => {
    expect(file).toBe(`${readFile(file).id}.json`)
  })

  it.each(FILES)('%s makes a whole policy with its parents', (file) => {
    const policy = overlaid(chainOf(readFile(file), packs))
    expect(Object.keys(policy.parameters).toSorted()).toEqual(PARAMETER_NAMES.toSorted())
  })

  it.each(FILES)('%s says in its title that it is an example', (file) => {
    expect(readFile(file).title.zh).toContain('示例')
    expect(readFile(file).title.en).toContain('example')
  })

  it('never overlap in time for one area', () => {
    for (const [index, pack] of packs.entries()) {
      for (const other of packs.slice(index + 1).filter((one) => one.area === pack.area)) {
        const span = { from: pack.validFrom, to: pack.validTo }
        expect(overlapOf(span, { from: other.validFrom, to: other.validTo })).toBeUndefined()
      }
    }
  })

  it('rule Changzhou with six months of grace and the national numbers', () => {
    const pack = findPackInForce(packs, '2023-12-31', '320402001001')
    const policy = overlaid(chainOf(pack ?? packWith({}), packs))
    expect(policy.id).toBe('cn-3204-example-2018')
    expect(policy.parameters).toEqual({ ...PARAMETERS, graceDays: 180 })
    expect(policy.provenance.branchNeedsFullMembers).toMatchObject({ pack: 'cn-example-2018', confidence: 'verified' })
  })

  it('mark as assumed what is only read by analogy: the sizes of general branch and committee (R9)', () => {
    const nation = packs.filter((pack) => pack.parent === null)
    expect(nation.map((pack) => assumedOf(overlaid([pack])))).toEqual([['generalBranchFrom', 'committeeFrom']])
  })
})
