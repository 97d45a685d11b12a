import { codesMeantBy, findOrganizationNumber } from './code-alike.ts'
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

/** A side with what is compared of it, made once however many it is compared with. */
export type DuplicateProfile = DuplicateSide & {
  readonly parts: NameParts
  /** Parts of the former names that are not the name of today written otherwise. */
  readonly formerParts: readonly NameParts[]
  readonly addressKey: string | undefined
  readonly meantCodes: readonly string[]
  readonly number: string | undefined
  readonly isValid: boolean
}

/** `places` are names of provinces, cities and districts, which stand before names. */
export function profileOf(side: DuplicateSide, places: readonly string[]): DuplicateProfile {
  const parts = namePartsOf(side.name, places)
  const formerParts = side.formerNames.map((name) => namePartsOf(name, places))
  return {
    ...side,
    parts,
    formerParts: formerParts.filter(({ core }) => core !== parts.core),
    addressKey: findAddressKey(side.address),
    meantCodes: codesMeantBy(side.code),
    number: findOrganizationNumber(side.code),
    isValid: creditCodeFaults(side.code).length === 0,
  }
}

/** Whether two records may be one organization, and by which signs; undefined where nothing says so. */
export function duplicateJudgement(one: DuplicateProfile, other: DuplicateProfile): Judgement | undefined {
  const [first, ...rest] = [...codeSigns(one, other), ...nameSigns(one, other)]
  if (first === undefined) return undefined
  return { signs: [first, ...rest], against: signsAgainst(one, other) }
}

function codeSigns(one: DuplicateProfile, other: DuplicateProfile): Sign[] {
  if (one.meantCodes.includes(other.code) || other.meantCodes.includes(one.code)) return ['alikeCode']
  return one.number !== undefined && one.number === other.number ? ['sameNumber'] : []
}

function nameSigns(one: DuplicateProfile, other: DuplicateProfile): Sign[] {
  const isSameDistrict = one.district !== null && one.district === other.district
  if (!isSameDistrict) return []
  const former = isFormerName(one, other) ? (['formerName'] as const) : []
  return areSiblings(one.parts, other.parts) ? [...former] : [...currentSigns(one, other), ...former]
}

function currentSigns(one: DuplicateProfile, other: DuplicateProfile): Sign[] {
  const [left, right] = [one.parts.core, other.parts.core]
  const edit = oneEdit(left, right)
  const sign = left === right ? 'sameName' : edit && spellingSign(one, other, edit)
  const isMuchAlike = edit === undefined && areMuchAlike(left, right)
  const isHoused = sharesAddress(one, other) && (sign !== undefined || isMuchAlike)
  return [...(sign === undefined ? [] : [sign]), ...(isHoused ? (['sameAddress'] as const) : [])]
}

/** A character another is a slip where it is heard the same, or something else is the same too. */
function spellingSign(one: DuplicateProfile, other: DuplicateProfile, edit: Edit): Sign | undefined {
  const [left, right] = [one.parts.core, other.parts.core]
  if (tellsApart(edit, left, right)) return undefined
  if (edit.kind !== 'other') return 'alikeName'
  if (soundOf(one, left) === soundOf(other, right)) return 'sameSound'
  return sharesAddress(one, other) || isSameDay(one, other) ? 'alikeName' : undefined
}

function soundOf(side: DuplicateSide, core: string): string {
  return side.sounds[core] ?? core
}

function isSameDay(one: DuplicateSide, other: DuplicateSide): boolean {
  return one.registeredOn !== null && one.registeredOn === other.registeredOn
}

function sharesAddress(one: DuplicateProfile, other: DuplicateProfile): boolean {
  return one.addressKey !== undefined && one.addressKey === other.addressKey
}

/** The first and the second kindergarten of a chain, or the same name in two places that each names. */
function areSiblings(left: NameParts, right: NameParts): boolean {
  if (left.numbers.join() !== right.numbers.join()) return true
  const [leftPlace, rightPlace] = [left.places.at(-1), right.places.at(-1)]
  if (leftPlace === undefined || rightPlace === undefined) return false
  return !left.places.includes(rightPlace) && !right.places.includes(leftPlace)
}

function isFormerName(one: DuplicateProfile, other: DuplicateProfile): boolean {
  const isAmong = (formers: readonly NameParts[], now: NameParts) =>
    formers.some((former) => former.core === now.core && !areSiblings(former, now))
  return isAmong(one.formerParts, other.parts) || isAmong(other.formerParts, one.parts)
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

function signsAgainst(one: DuplicateProfile, other: DuplicateProfile): Sign[] {
  const areApart = (ended: Day | null, founded: Day | null) => ended !== null && founded !== null && ended <= founded
  const found: readonly (readonly [Sign, boolean])[] = [
    ['otherKind', one.kind !== other.kind],
    ['otherDistrict', one.district !== null && other.district !== null && one.district !== other.district],
    ['bothValid', one.isValid && other.isValid],
    ['oneAfterOther', areApart(one.endedOn, other.registeredOn) || areApart(other.endedOn, one.registeredOn)],
  ]
  return found.filter(([, holds]) => holds).map(([sign]) => sign)
}

/**
 * What each sign rests on, one text each. Two that were found not to be the same come up again only with a sign that
 * rests on something else than then: another core of a name, another code, another address.
 */
export function groundsOf(one: DuplicateProfile, other: DuplicateProfile, signs: readonly Sign[]): string[] {
  const pair = (of: (side: DuplicateProfile) => string) => [of(one), of(other)].toSorted().join(' | ')
  const rests: Readonly<Partial<Record<Sign, (side: DuplicateProfile) => string>>> = {
    alikeCode: ({ code }) => code,
    sameNumber: ({ code }) => code,
    sameAddress: ({ addressKey }) => addressKey ?? '',
    formerName: ({ parts, formerParts }) => [parts, ...formerParts].map(({ core }) => core).join('/'),
  }
  return signs.map((sign) => `${sign}: ${pair(rests[sign] ?? (({ parts }) => parts.core))}`)
}

/** Whether an answer that was given speaks of all that is found now. */
export function isAnswered(grounds: readonly string[], answered: readonly string[]): boolean {
  return grounds.every((ground) => answered.includes(ground))
}
