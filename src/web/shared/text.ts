import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Text } from '../../domain/refusal.ts'
import { languageOf, remember, remembered, type Language } from './language.ts'
import { en } from './text-en.ts'
import { zh } from './text-zh.ts'

declare module 'i18next' {
  // An interface, because only an interface can be added to.
  interface CustomTypeOptions {
    keySeparator: false
    nsSeparator: false
    resources: { translation: typeof zh }
  }
}

export const texts = i18next.createInstance()

void texts.use(initReactI18next).init({
  lng: languageOf(remembered('language')),
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { zh: { translation: zh }, en: { translation: en } },
})

/** Turns a key of the catalogue and its numbers into a sentence. */
export type Say = ReturnType<typeof sayIn>

export function sayIn(language: Language) {
  return texts.getFixedT(language)
}

/** The catalogue in the language of the page. `of` picks from a text that comes in both. */
export function useText() {
  const { i18n } = useTranslation('translation', { i18n: texts })
  const language = languageOf(i18n.language)
  return { t: sayIn(language), language, of: (text: Text) => text[language] }
}

export function speak(language: Language): void {
  remember('language', language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  void texts.changeLanguage(language)
}
