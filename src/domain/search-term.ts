/** The syllables of Mandarin without tones, as they are typed (v for ü). */
const SYLLABLES: readonly string[] = [
  'a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen',
  'ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci',
  'cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du',
  'duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong',
  'gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang',
  'hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken',
  'keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie',
  'lin ling liu lo long lou lu luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min',
  'ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan',
  'nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao',
  'qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai',
  'san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang',
  'shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong',
  'tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu',
  'xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng',
  'zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi',
  'zong zou zu zuan zui zun zuo',
].flatMap((line) => line.split(' '))

const WHOLE = new Set(SYLLABLES)
const BEGUN = new Set(SYLLABLES.flatMap((one) => Array.from(one, (_, index) => one.slice(0, index + 1))))
const LONGEST = 6
const WAYS = 4
const READ_MOST = 24
const TERMS = 6

/** What was typed in a search box, as it is compared: one form of width and case, cut at spaces. */
export function termsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .split(/\s+/)
    .filter((term) => term !== '')
    .slice(0, TERMS)
}

/**
 * The ways to read letters as pinyin in the fewest syllables: whole ones, of which the last may have been begun only. "xian" is xian and
 * xi an; an apostrophe parts syllables where the typist says so. Letters that are no pinyin have no reading.
 */
export function pinyinReadings(letters: string): string[][] {
  const readings: string[][] = []
  const typed = letters.toLowerCase()
  function read(from: number, before: readonly string[]): void {
    if (readings.length >= READ_MOST) return
    if (typed[from] === "'") return read(from + 1, before)
    const rest = typed.slice(from)
    if (BEGUN.has(rest)) readings.push([...before, rest])
    for (let length = Math.min(LONGEST, rest.length - 1); length > 0; length -= 1) {
      const syllable = rest.slice(0, length)
      if (WHOLE.has(syllable)) read(from + length, [...before, syllable])
    }
  }
  if (/^[a-z']*[a-z]$/.test(typed)) read(0, [])
  return readings.toSorted((a, b) => costOf(a) - costOf(b)).slice(0, WAYS)
}

/** Few syllables are likelier than many, and a whole last one likelier than one that was begun. */
function costOf(reading: readonly string[]): number {
  return reading.length + (WHOLE.has(reading.at(-1) ?? '') ? 0 : READ_MOST)
}

/** By what a name is found. Letters and figures of the name itself are among its initials. */
export type NameKeys = {
  /** The name in one form of width and case, without spaces. */
  readonly written: string
  /** Its initials, the code, and the pinyin as it is typed, without spaces: each on a line. */
  readonly short: string
  /** ` its pinyin `, syllable by syllable. */
  readonly pinyin: string
}

export function searchKeys(name: string, code: string, syllables: readonly string[]): NameKeys {
  const whole = syllables.filter((one) => WHOLE.has(one))
  const initials = syllables.map((one) => (WHOLE.has(one) ? one.slice(0, 1) : one)).join('')
  const upper = initials.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return {
    written: name.normalize('NFKC').toUpperCase().replace(/\s+/g, ''),
    short: [upper, code.toUpperCase(), whole.join('').toUpperCase()].join('\n'),
    pinyin: ` ${whole.join(' ')} `,
  }
}

/** A pattern of SQL LIKE, and which of the keys it is for. */
export type KeyPattern = readonly [key: keyof NameKeys, like: string]

/** How a term is looked for: one of `any` must match; where `needed` does not, none of them does. */
export type TermPatterns = { readonly needed: KeyPattern | null; readonly any: readonly KeyPattern[] }

/** A part of name, initials or code, or pinyin from a syllable on. */
export function patternsOf(term: string): TermPatterns {
  const part = `%${escaped(term)}%`
  const read = readingsOf(term).map((letters): KeyPattern => ['pinyin', `% ${letters}%`])
  if (!SHORT.test(term)) return { needed: null, any: [['written', part], ...read] }
  return { needed: read.length === 0 ? null : ['short', part], any: [['short', `${part}\n%`], ...read] }
}

/** The same for where the name begins so, and for where its initials, its pinyin or the code do. */
export function prefixPatternsOf(term: string): { readonly name: KeyPattern; readonly others: readonly KeyPattern[] } {
  const start = `${escaped(term)}%`
  const read = readingsOf(term).map((letters): KeyPattern => ['pinyin', ` ${letters}%`])
  const short: readonly KeyPattern[] = [
    ['short', start],
    ['short', `%\n${start}`],
  ]
  return { name: ['written', start], others: SHORT.test(term) ? [...short, ...read] : read }
}

/** What may stand among initials and in a code. */
const SHORT = /^[A-Z0-9]+$/

function readingsOf(term: string): string[] {
  return term.length < 2 ? [] : pinyinReadings(term).map((reading) => reading.join(' '))
}

function escaped(term: string): string {
  return term.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}
