import { dayText, instantText } from '../shared/day-text.ts'
import type { ReturnView } from '../shared/return-view.ts'
import { ReturnStateWord } from '../shared/return-words.tsx'
import { useText } from '../shared/text.ts'

/** Whose, in which state, who is waited for since when, and the receipt. */
export function ReturnLead({ view }: { readonly view: ReturnView }) {
  const { t, language } = useText()
  const { receipt, waitsFor, since, due, code, campaign } = view
  return (
    <span className="header-facts">
      <span className="code">{code}</span>
      <span>{campaign.title}</span>
      <ReturnStateWord state={view.state} />
      {waitsFor === null ? null : <span>{t('receipt.waits', { who: waitsFor, since: dayText(since, language) })}</span>}
      {due === null ? null : <span>{t('my.due', { day: dayText(due, language) })}</span>}
      {receipt === null ? null : <span>{t('return.receipt', { at: instantText(receipt.at, language) })}</span>}
    </span>
  )
}
