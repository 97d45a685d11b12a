import { expect, test } from 'vitest'
import { barOption, widthOf, type Bar } from './bar-option.ts'

const bars: readonly Bar[] = [
  { name: '全部', count: 40, label: '40', share: null, colour: 'sand' },
  { name: '组织覆盖', count: 10, label: '10', share: '25.0%', colour: 'leaf' },
]

const text = { fontFamily: 'sans-serif', fontSize: 14 }

test('the widest bar fills the width and nothing moves', () => {
  expect(barOption(bars, text, 800)).toMatchObject({ animation: false, xAxis: { max: 40 }, yAxis: { inverse: true } })
})

test('each bar carries its own number', () => {
  expect(barOption(bars, text, 800)).toMatchObject({
    series: [{ data: [{ value: 40 }, { value: 10, label: { formatter: '10 · 25.0%' } }] }],
  })
})

test('bars differ by pattern too, not by colour alone', () => {
  expect(barOption(bars, text, 800)).toMatchObject({ aria: { enabled: true, decal: { show: true } } })
})

test('no bars at all are still a picture', () => {
  expect(barOption([], text, 800)).toMatchObject({ xAxis: { max: 1 } })
})

test('Chinese characters are wider than Latin ones', () => {
  expect(widthOf('覆盖', 10)).toBe(20)
  expect(widthOf('ab', 10)).toBeLessThan(20)
})

test('a narrow picture leaves the share to the table', () => {
  expect(barOption(bars, text, 320)).toMatchObject({ series: [{ data: [{}, { label: { formatter: '10' } }] }] })
})
