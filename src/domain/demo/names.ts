import { pick, type Chance, type NonEmpty } from './chance.ts'

/** Invented words that begin a name; none is meant as the name of a real organization or person. */
export const BRAND_WORDS: NonEmpty<string> = words(
  '青禾 暖阳 晨曦 同心 益路 微光 春晖 蒲公英 向阳 和风 满天星 小桔灯 银杏 梧桐 清泉 百合 知行 博爱 友邻 乐善 守望 启明 ' +
    '萤火 绿洲 新苗 金穗 雅集 弘毅 思源 致远 明德 怀瑾 若水 惠民 康宁 乐活 安心 仁爱 长青 常青藤 小水滴 雨花 南风 ' +
    '彩虹桥 红帆船 三叶草 爱聚 心桥 睦邻 益家 众益 合众 善水 亲邻 新芽 育林 百草 木铎 知新 汇智 创合 启航 扬帆 ' +
    '远山 近水 晴川 朗月 星河 拾光 海棠 芳草 金桂 银铃 丹枫 翠竹 碧荷 玉兰 红梅花 天目 茅山青 运河边 江南春 龙城情 ' +
    '朝晖 映山红 石榴籽 麦田 稻香 橙子 蓝天下 白鹭 小蜜蜂 萱草 忘忧 元气 聚贤 尚善 崇文 乐群 敬业源 互助家 手拉手 心连心',
)

const STREETS: NonEmpty<string> = ['演示路', '示例街', '样本路', '试用大道', '三叶路', '演示东路', '示例北路', '样本巷']

/** An address that nobody can take for a real one. */
export function demoAddress(townshipName: string, chance: Chance): string {
  return `${townshipName}${pick(chance, STREETS)}${chance.below(288) + 1}号`
}

/** A name that no other organization of the city has yet; after many tries it gets an ordinal. */
export function uniqueName(taken: Set<string>, make: (round: number) => string): string {
  for (let round = 0; round < 12; round++) {
    const name = make(round)
    if (!taken.has(name)) return claimed(taken, name)
  }
  const name = make(12)
  let ordinal = 2
  while (taken.has(`${name}（${ordinal}）`)) ordinal++
  return claimed(taken, `${name}（${ordinal}）`)
}

function claimed(taken: Set<string>, name: string): string {
  taken.add(name)
  return name
}

/** Simplified characters of the word lists with their Traditional form, for names as some old certificates have them. */
const TRADITIONAL: Readonly<Record<string, string>> = {
  会: '會',
  协: '協',
  务: '務',
  发: '發',
  进: '進',
  业: '業',
  学: '學',
  国: '國',
  爱: '愛',
  体: '體',
  艺: '藝',
  医: '醫',
  护: '護',
  养: '養',
  园: '園',
  乐: '樂',
  区: '區',
  镇: '鎮',
  训: '訓',
  联: '聯',
}

export const TRADITIONAL_CHARACTERS: readonly string[] = Object.values(TRADITIONAL)

export function traditional(name: string): string {
  return Array.from(name, (character) => TRADITIONAL[character] ?? character).join('')
}

/** Letters, digits and spaces-free text in full-width form. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

function words(text: string): NonEmpty<string> {
  const [first = '', ...rest] = text.split(' ')
  return [first, ...rest]
}
