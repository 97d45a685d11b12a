import { expect, test } from 'vitest'
import { sourceText } from './source-text.ts'

test.each([
  ['论文 / the paper', '3A 及以上 / 3A and above (R40)', '论文，3A 及以上', 'the paper, 3A and above (R40)'],
  ['论文 / the paper', '', '论文', 'the paper'],
  ['苏民规〔2022〕3号', '', '苏民规〔2022〕3号', '苏民规〔2022〕3号'],
  ['甲 / 乙 / c', '', '甲 / 乙 / c', '甲 / 乙 / c'],
])('“%s” and “%s” in each language', (source, article, zh, en) => {
  expect([sourceText(source, article, 'zh'), sourceText(source, article, 'en')]).toEqual([zh, en])
})
