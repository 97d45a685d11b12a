export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export function languageOf(text: string | null | undefined): Language {
  return text === 'en' ? 'en' : 'zh'
}

/** The only things kept in the browser: the language and the size of text. */
export function remembered(name: 'language' | 'largeText'): string | null {
  try {
    return localStorage.getItem(`trefoil.${name}`)
  } catch {
    return null
  }
}

export function remember(name: 'language' | 'largeText', value: string): void {
  try {
    localStorage.setItem(`trefoil.${name}`, value)
  } catch {
    // A browser that keeps nothing still shows the page; the choice lasts until it is closed.
  }
}
