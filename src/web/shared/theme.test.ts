import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COLOURS } from './theme.ts'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

test.each(Object.entries(COLOURS))('the colour %s of the library is that of the style sheet', (name, value) => {
  expect(css).toContain(`--${name}: ${value};`)
})

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test.each([
  ['ink-2', '#eceeec'],
  ['ink-3', '#f6f6f3'],
  ['amber', '#fbf1d9'],
  ['brick', '#f9e8e4'],
  ['river', '#f6f6f3'],
  ['leaf-deep', '#e8f1ed'],
] as const)('%s on %s can be read (4.5:1)', (name, ground) => {
  expect((luminance(ground) + 0.05) / (luminance(COLOURS[name]) + 0.05)).toBeGreaterThanOrEqual(4.5)
})
