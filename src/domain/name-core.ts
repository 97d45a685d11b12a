/** What of a name says which organization it is: place before it, core, and the numbers that tell siblings apart. */
export type NameParts = {
  /** Places that the name begins with, or has in brackets, without their last character (市, 区, 县). */
  readonly places: readonly string[]
  readonly core: string
  /** Numbers in the order in which they stand, in Arabic figures. */
  readonly numbers: readonly string[]
}

const BRACKETS = /[()[\]{}〔〕【】〈〉《》「」『』]/g
/** Remarks of a certificate in brackets that are no part of a name. */
const REMARK = /[(〔【[](民办非企业单位|民非|筹|筹备|筹备组|筹备中|原名?[^)〕】\]]*)[)〕】\]]/g
const FIGURES = '零一二三四五六七八九'

/**
 * A name as it is compared: one width and case, no spaces, dots and brackets, without the places before it, with
 * endings that are written now one way, now another, in one form. `places` are names of provinces, cities and districts.
 */
export function namePartsOf(name: string, places: readonly string[]): NameParts {
  const plain = name.normalize('NFKC').toUpperCase().replace(/\s+/g, '').replace(REMARK, '')
  const { found, rest } = withoutPlaces(plain.replace(/[·•.,、，。\-—_'"“”]/g, ''), places)
  const core = sameEnding(inFigures(rest.replace(BRACKETS, '')))
  return { places: found, core, numbers: core.match(/\d+/g) ?? [] }
}

function withoutPlaces(name: string, places: readonly string[]): { found: string[]; rest: string } {
  const found: string[] = []
  let rest = name
  for (let at = 0; at < MOST_PLACES; at += 1) {
    const first = rest.startsWith('(') ? rest[1] : rest[0]
    const spelling = places
      .filter((place) => place.startsWith(first ?? ' '))
      .flatMap(spellingsOf)
      .find((one) => rest.startsWith(one) && rest.length - one.length >= SHORTEST)
    if (spelling === undefined) break
    found.push(barePlace(spelling.replace(BRACKETS, '')))
    rest = rest.slice(spelling.length)
  }
  for (const bracket of rest.match(/\([^()]+\)/g) ?? []) {
    if (!places.some((place) => spellingsOf(place).includes(bracket))) continue
    found.push(barePlace(bracket.replace(BRACKETS, '')))
    rest = rest.replace(bracket, '')
  }
  return { found, rest }
}

/** Province, city, district: no name begins with more. What is left after them must still be a name. */
const MOST_PLACES = 3
const SHORTEST = 3

function spellingsOf(place: string): string[] {
  const bare = barePlace(place)
  return [`(${place})`, `(${bare})`, place, bare]
}

/** 武进区 as 武进; a place of two characters keeps them. */
function barePlace(place: string): string {
  return place.length > 2 ? place.replace(/[省市区县]$/, '') : place
}

/** 第一, 一, 十二 and 12 are one way of counting; 三叶 and 3叶 are one name. */
function inFigures(text: string): string {
  return text
    .replace(/第?([零一二三四五六七八九]?)十([一二三四五六七八九]?)/g, (_all, tens: string, ones: string) =>
      String((tens === '' ? 1 : FIGURES.indexOf(tens)) * 10 + (ones === '' ? 0 : FIGURES.indexOf(ones))),
    )
    .replace(/第?([零一二三四五六七八九])/g, (_all, one: string) => String(FIGURES.indexOf(one)))
    .replace(/第(\d)/g, '$1')
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/社会工作/g, '社工'],
  [/(社会)?服务中心$/, '中心'],
  [/(有限责任公司|有限公司)$/, '公司'],
  [/\(?(普通合伙|特殊普通合伙)\)?$/, ''],
]

function sameEnding(core: string): string {
  return ENDINGS.reduce((text, [ending, same]) => text.replace(ending, same), core)
}

/** How a core is read aloud, without the differences that a typist does not hear: zh and z, ng and n. */
export function plainSound(syllables: readonly string[]): string {
  return syllables
    .map((one) =>
      one
        .toLowerCase()
        .replace(/^([zcs])h/, '$1')
        .replace(/ng$/, 'n'),
    )
    .join(' ')
}

/** An address as it is compared, or undefined where it names no number: a street alone is no address. */
export function findAddressKey(address: string | null): string | undefined {
  if (address === null) return undefined
  const plain = address
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s,，、.。·\-—()]/g, '')
  const key = inFigures(plain).replace(/^(.{2,3}省)?(.{2,3}市)?(.{1,3}[区县])?/, '')
  return /\d/.test(key) && key.length >= 4 ? key : undefined
}
