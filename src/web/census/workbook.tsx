import { ask } from '../shared/ask.ts'
import { BookCard } from '../shared/book-card.tsx'
import { Download } from '../shared/download.tsx'
import { useText } from '../shared/text.ts'

/** The returns as a workbook for who works in one, and the way back: tried first, then handed in. */
export function Workbook({ campaign }: { readonly campaign: string }) {
  const { t } = useText()
  const params = { id: campaign }
  return (
    <BookCard
      title={t('book.title')}
      note={t('book.note')}
      download={
        <Download path="/api/census/:id/workbook" params={params}>
          {t('book.download')}
        </Download>
      }
      file={t('book.file')}
      accept=".xlsx"
      commitWords={({ rows, rejected }) => (rows > rejected ? t('book.commit', { count: rows - rejected }) : undefined)}
      send={(form, key) => ask('POST /api/census/:id/workbook', { params, form, key })}
    />
  )
}
