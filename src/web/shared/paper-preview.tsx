import type { PaperModel, PaperState } from '../../domain/paper.ts'
import { headOf, paragraphsOf, recordOf } from '../../domain/paper-layout.ts'
import { useText } from './text.ts'
import './paper.css'

export type PreviewProps = {
  readonly model: PaperModel
  readonly state: PaperState
  readonly withdrawn?: string | null
  readonly code?: string | null
}

/** A paper as it will stand on the page: the same paragraphs as in Word and PDF, 28 letters on a line. */
export function Preview({ model, state, withdrawn = null, code = null }: PreviewProps) {
  const { t } = useText()
  const head = headOf({ model, state, withdrawn, check: null })
  return (
    <article className="paper-sheet" lang={model.language === 'zh' ? 'zh-CN' : 'en'} aria-label={t('paper.preview')}>
      {head === null ? null : <p className="head">{head}</p>}
      {paragraphsOf(model).map(({ role, text }, index) => (
        <p key={`${index} ${role}`} className={role}>
          {text}
        </p>
      ))}
      {code === null ? null : (
        <p className="code-line">
          {t('paper.code')}: {code}
        </p>
      )}
      {recordOf(model).map(({ left, right }) => (
        <p key={left} className="record">
          <span>{left}</span> <span>{right}</span>
        </p>
      ))}
    </article>
  )
}
