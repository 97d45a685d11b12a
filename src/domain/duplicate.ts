import { areAlikeCodes, findOrganizationNumber } from './code-alike.ts'
import type { Day } from './day.ts'
import { creditCodeFaults } from './identifier.ts'
import { findAddressKey, namePartsOf, type NameParts } from './name-core.ts'
import type { Kind } from './organization.ts'
import type { Text } from './refusal.ts'

/** What is known of one of two organizations that may be the same. */
export type DuplicateSide = {
  readonly code: string
  readonly name: string
  readonly formerNames: readonly string[]
  readonly kind: Kind
  /** The district in which it stands; null where its place is not known. */
  readonly district: string | null
  readonly address: string | null
  readonly registeredOn: Day | null
  readonly endedOn: Day | null
  /** How each core of its names is read, by core. */
  readonly sounds: Readonly<Record<string, string>>
}

/** Why two records are proposed as one organization, and what speaks against it, in words; none weighs more by a number. */
export const SIGNS = {
  alikeCode: {
    speaksFor: true,
    text: {
      zh: '代码只差一个字符或相邻两个字符颠倒，且校验不通过的一方改正后即为另一方',
      en: 'The codes differ by one character or a swap, and the one that fails its check is the other one when mended',
    },
  },
  sameNumber: {
    speaksFor: true,
    text: {
      zh: '代码中的主体标识（第 9 至 17 位）相同，登记机关部分不同',
      en: 'The organization number in the code (characters 9 to 17) is the same under another registration',
    },
  },
  sameName: {
    speaksFor: true,
    text: {
      zh: '同一区县内名称相同（不计全半角、括号、空格、区划前缀和通用后缀）',
      en: 'The same name in one district, apart from width, brackets, spaces, place before it and common endings',
    },
  },
  formerName: {
    speaksFor: true,
    text: { zh: '一方的曾用名是另一方的名称', en: 'A former name of one is a name of the other' },
  },
  sameSound: {
    speaksFor: true,
    text: { zh: '同一区县内名称读音相同', en: 'Names in one district that are read the same' },
  },
  alikeName: {
    speaksFor: true,
    text: {
      zh: '同一区县内名称只差一个字或两字颠倒',
      en: 'Names in one district that differ by one character or a swap',
    },
  },
  sameAddress: {
    speaksFor: true,
    text: { zh: '住所相同，名称相近', en: 'The same address, and names much alike' },
  },
  otherKind: { speaksFor: false, text: { zh: '类别不同', en: 'They are of different kinds' } },
  otherDistrict: { speaksFor: false, text: { zh: '所在区县不同', en: 'They stand in different districts' } },
  bothValid: {
    speaksFor: false,
    text: {
      zh: '两个代码都通过校验：可能各有一张证书',
      en: 'Both codes pass their checks: each may have a certificate of its own',
    },
  },
  oneAfterOther: {
    speaksFor: false,
    text: { zh: '一方注销后另一方才成立', en: 'One was founded after the other had ended' },
  },
} as const satisfies Readonly<Record<string, { readonly speaksFor: boolean; readonly text: Text }>>

export type Sign = keyof typeof SIGNS

/** A pair that is proposed, with what speaks for it and what against. */
export type Judgement = { readonly signs: readonly [Sign, ...Sign[]]; readonly against: readonly Sign[] }

/** Whether two records may be one organization, and by which signs; undefined where nothing says so. */
export function duplicateJudgement(
  one: DuplicateSide,
  other: DuplicateSide,
  places: readonly string[],
): Judgement | undefined {
  const [first, ...rest] = [...codeSigns(one, other), ...nameSigns(one, other, places)]
  if (first === undefined) return undefined
  return { signs: [first, ...rest], against: signsAgainst(one, other) }
}

function codeSigns(one: DuplicateSide, other: DuplicateSide): Sign[] {
  if (areAlikeCodes(one.code, other.code)) return ['alikeCode']
  const [left, right] = [findOrganizationNumber(one.code), findOrganizationNumber(other.code)]
  return left !== undefined && left === right ? ['sameNumber'] : []
}

function nameSigns(one: DuplicateSide, other: DuplicateSide, places: readonly string[]): Sign[] {
  const partsOf = (name: string) => namePartsOf(name, places)
  const [left, right] = [partsOf(one.name), partsOf(other.name)]
  const isSameDistrict = one.district !== null && one.district === other.district
  const former = isSameDistrict && isFormerName(one, other, partsOf) ? (['formerName'] as const) : []
  if (areSiblings(left, right)) return [...former]
  const now = isSameDistrict ? currentSigns(one, other, { left, right }) : []
  return [...now, ...former]
}

type Both = { readonly left: NameParts; readonly right: NameParts }

function currentSigns(one: DuplicateSide, other: DuplicateSide, { left, right }: Both): Sign[] {
  const isAtOneAddress = sharesAddress(one, other)
  const edit = oneEdit(left.core, right.core)
  const sign = left.core === right.core ? 'sameName' : edit && spellingSign(one, other, { left, right, edit })
  const isMuchAlike = edit === undefined && areMuchAlike(left.core, right.core)
  const isHoused = isAtOneAddress && (sign !== undefined || isMuchAlike)
  return [...(sign === undefined ? [] : [sign]), ...(isHoused ? (['sameAddress'] as const) : [])]
}

/** A character another is a slip where it is heard the same, or something else is the same too. */
function spellingSign(
  one: DuplicateSide,
  other: DuplicateSide,
  { left, right, edit }: Both & { readonly edit: Edit },
): Sign | undefined {
  if (tellsApart(edit, left.core, right.core)) return undefined
  if (edit.kind !== 'other') return 'alikeName'
  if (soundOf(one, left.core) === soundOf(other, right.core)) return 'sameSound'
  return sharesAddress(one, other) || isSameDay(one, other) ? 'alikeName' : undefined
}

function soundOf(side: DuplicateSide, core: string): string {
  return side.sounds[core] ?? core
}

function isSameDay(one: DuplicateSide, other: DuplicateSide): boolean {
  return one.registeredOn !== null && one.registeredOn === other.registeredOn
}

function sharesAddress(one: DuplicateSide, other: DuplicateSide): boolean {
  const key = findAddressKey(one.address)
  return key !== undefined && key === findAddressKey(other.address)
}

/** The first and the second kindergarten of a chain, or the same name in two places that each names. */
function areSiblings(left: NameParts, right: NameParts): boolean {
  if (left.numbers.join() !== right.numbers.join()) return true
  const [leftPlace, rightPlace] = [left.places.at(-1), right.places.at(-1)]
  if (leftPlace === undefined || rightPlace === undefined) return false
  return !left.places.includes(rightPlace) && !right.places.includes(leftPlace)
}

function isFormerName(one: DuplicateSide, other: DuplicateSide, partsOf: (name: string) => NameParts): boolean {
  const isAmong = (formers: readonly string[], name: string) => {
    const now = partsOf(name)
    return formers.map(partsOf).some((former) => former.core === now.core && !areSiblings(former, now))
  }
  // A name that is only written otherwise by now is no former one.
  if (partsOf(one.name).core === partsOf(other.name).core) return false
  return isAmong(one.formerNames, other.name) || isAmong(other.formerNames, one.name)
}

type Edit = {
  readonly kind: 'more' | 'swap' | 'other'
  /** Where the texts part, counted from the end of the longer one. */
  readonly fromEnd: number
  readonly signs: readonly string[]
}

/** One character more, two neighbours swapped, or one character another; undefined where more differs. */
function oneEdit(left: string, right: string): Edit | undefined {
  const [short = [], long = []] = [Array.from(left), Array.from(right)].toSorted((a, b) => a.length - b.length)
  const at = long.findIndex((sign, index) => sign !== short[index])
  if (at < 0) return undefined
  const [x = '', y = ''] = [short[at], long[at]]
  const goesOn = (one: number, other: number) => short.slice(one).join('') === long.slice(other).join('')
  const told = (kind: Edit['kind'], signs: readonly string[]) => ({ kind, fromEnd: long.length - at, signs })
  if (goesOn(at, at + 1)) return told('more', [y])
  if (goesOn(at + 1, at + 1)) return told('other', [x, y])
  const isSwap = short[at + 1] === y && long[at + 1] === x && goesOn(at + 2, at + 2)
  return isSwap ? told('swap', [x, y]) : undefined
}

/** Characters that tell siblings apart: of direction, age and size. */
const APART = new Set('东西南北中上下前后左右新老大小男女内外')
const SHORTEST = 4
const ENDING = 2

/** A difference that makes two names and not one misspelt: in what it is (its ending), or east and west. */
function tellsApart({ kind, fromEnd, signs }: Edit, left: string, right: string): boolean {
  if (Math.min(left.length, right.length) < SHORTEST) return true
  if (kind !== 'swap' && signs.every((sign) => APART.has(sign) || /\d/.test(sign))) return true
  return kind === 'other' && fromEnd <= ENDING
}

/** Share of neighbouring pairs that two cores have in common from which names at one address are much alike. */
const ALIKE = 0.5
const LOCALITY = /^.{2,4}?(镇|乡|街道|社区|村)(?=..)/

/** They begin alike, the locality aside, and share half: two centres for the aged in one house are not meant. */
function areMuchAlike(left: string, right: string): boolean {
  const [mine, yours] = [left.replace(LOCALITY, ''), right.replace(LOCALITY, '')]
  const [ours, theirs] = [pairsIn(mine), pairsIn(yours)]
  const shared = ours.filter((pair) => theirs.includes(pair)).length
  return mine.slice(0, 2) === yours.slice(0, 2) && (2 * shared) / (ours.length + theirs.length) >= ALIKE
}

function pairsIn(text: string): string[] {
  const signs = Array.from(text)
  return signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`)
}

function signsAgainst(one: DuplicateSide, other: DuplicateSide): Sign[] {
  const areApart = (ended: Day | null, founded: Day | null) => ended !== null && founded !== null && ended <= founded
  const found: readonly (readonly [Sign, boolean])[] = [
    ['otherKind', one.kind !== other.kind],
    ['otherDistrict', one.district !== null && other.district !== null && one.district !== other.district],
    ['bothValid', isValid(one.code) && isValid(other.code)],
    ['oneAfterOther', areApart(one.endedOn, other.registeredOn) || areApart(other.endedOn, one.registeredOn)],
  ]
  return found.filter(([, holds]) => holds).map(([sign]) => sign)
}

function isValid(code: string): boolean {
  return creditCodeFaults(code).length === 0
}

/**
 * What each sign rests on, one text each. Two that were found not to be the same come up again only with a sign that
 * rests on something else than then: another core of a name, another code, another address.
 */
export function groundsOf(
  one: DuplicateSide,
  other: DuplicateSide,
  { signs, places }: { readonly signs: readonly Sign[]; readonly places: readonly string[] },
): string[] {
  const pair = (of: (side: DuplicateSide) => string) => [of(one), of(other)].toSorted().join(' | ')
  const rests: Readonly<Partial<Record<Sign, (side: DuplicateSide) => string>>> = {
    alikeCode: ({ code }) => code,
    sameNumber: ({ code }) => code,
    sameAddress: ({ address }) => findAddressKey(address) ?? '',
    formerName: ({ name, formerNames }) =>
      [name, ...formerNames.toSorted()].map((each) => namePartsOf(each, places).core).join('/'),
  }
  return signs.map((sign) => `${sign}: ${pair(rests[sign] ?? (({ name }) => namePartsOf(name, places).core))}`)
}

/** Whether an answer that was given speaks of all that is found now. */
export function isAnswered(grounds: readonly string[], answered: readonly string[]): boolean {
  return grounds.every((ground) => answered.includes(ground))
}
