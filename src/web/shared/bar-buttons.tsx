import { useLargeText, setLargeText } from './large-text.ts'
import { speak, useText } from './text.ts'

export function LanguageButton() {
  const { t, language } = useText()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" className="button bare" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => speak(other)}>
      {t('language.other')}
    </button>
  )
}

export function LargeTextButton() {
  const { t } = useText()
  const isLarge = useLargeText()
  return (
    <button type="button" className="button bare" aria-pressed={isLarge} onClick={() => setLargeText(!isLarge)}>
      {t('largeText')}
    </button>
  )
}
