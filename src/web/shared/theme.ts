import type { ThemeConfig } from 'antd'

/** The colours of tokens.css for what cannot read CSS: the component library and the pictures. A test holds them equal. */
export const COLOURS = {
  leaf: '#1f6f54',
  'leaf-deep': '#15523d',
  'leaf-pale': '#b9cfc4',
  ink: '#1c2733',
  'ink-2': '#55606c',
  'ink-3': '#68727c',
  line: '#e3e5e3',
  edge: '#b9bfbb',
  paper: '#ffffff',
  ground: '#f6f6f3',
  river: '#2b5c8a',
  amber: '#7d5300',
  brick: '#a8321f',
  sand: '#cfc8b8',
} as const

/** The font list of the page as it is now, for pictures, which do not inherit it. */
export function pageFont(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--font') || 'sans-serif'
}

/** The tokens as the theme of the component library; nothing moves by itself. */
export function themeOf(largeText: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: COLOURS.leaf,
      colorLink: COLOURS.river,
      colorInfo: COLOURS.river,
      colorWarning: COLOURS.amber,
      colorError: COLOURS.brick,
      colorSuccess: COLOURS.leaf,
      colorText: COLOURS.ink,
      colorTextSecondary: COLOURS['ink-2'],
      colorTextPlaceholder: COLOURS['ink-3'],
      colorBorder: COLOURS.edge,
      colorBorderSecondary: COLOURS.line,
      fontFamily: 'var(--font)',
      fontSize: largeText ? 16 : 14,
      borderRadius: 6,
      motion: false,
    },
  }
}
