import type { Language } from '../shared/language.ts'

/** A source and its article in the language of the page: packs write both languages with a stroke between. */
export function sourceText(source: string, article: string, language: Language): string {
  return [source, article]
    .map((text) => halfOf(text, language))
    .filter((text) => text !== '')
    .join(language === 'zh' ? '，' : ', ')
}

function halfOf(text: string, language: Language): string {
  const parts = text.split(' / ')
  return (parts.length === 2 ? parts[language === 'zh' ? 0 : 1] : text)?.trim() ?? ''
}
