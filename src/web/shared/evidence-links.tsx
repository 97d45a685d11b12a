import { isShowable } from '../../domain/document.ts'
import { addressOf } from './ask.ts'
import { Download } from './download.tsx'
import { useText } from './text.ts'

export type EvidencePaper = { readonly id: string; readonly name: string; readonly mediaType: string }

type LinksProps = {
  readonly ids: readonly string[]
  readonly papers: readonly EvidencePaper[]
}

/** Papers that show something: what a browser can show opens beside the page, all else is saved. */
export function EvidenceLinks({ ids, papers }: LinksProps) {
  const shown = papers.filter((one) => ids.includes(one.id))
  if (shown.length === 0) return null
  return (
    <ul className="papers-of">
      {shown.map((one) => (
        <li key={one.id}>
          <EvidenceLink paper={one} />
        </li>
      ))}
    </ul>
  )
}

export function EvidenceLink({ paper: { id, name, mediaType } }: { readonly paper: EvidencePaper }) {
  const { t } = useText()
  if (!isShowable(mediaType)) {
    return (
      <Download path="/api/documents/:id/file" params={{ id }} className="file">
        {name}
      </Download>
    )
  }
  return (
    <a href={addressOf('/api/documents/:id/file', { id }, { shown: true })} target="_blank" rel="noreferrer">
      {name} <span className="unseen">{t('evidence.newTab')}</span>
    </a>
  )
}
