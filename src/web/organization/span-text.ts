import { dayText } from '../shared/day-text.ts'
import { useText } from '../shared/text.ts'

type OpenSpan = { readonly from: string | null; readonly to: string | null }

/** A span in words; the end is the first day on which it no longer holds. */
export function useSpanText(): (span: OpenSpan) => string {
  const { t, language } = useText()
  return ({ from, to }) => {
    const start = from === null ? t('span.always') : dayText(from, language)
    return to === null ? t('span.open', { from: start }) : t('span.closed', { from: start, to: dayText(to, language) })
  }
}
