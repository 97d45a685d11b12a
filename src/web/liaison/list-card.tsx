import { useState } from 'react'
import { ask, type Reply } from '../shared/ask.ts'
import { BookCard } from '../shared/book-card.tsx'
import { Download } from '../shared/download.tsx'
import { LiaisonUndo, type DoneAct } from '../shared/liaison-undo.tsx'
import { useScope } from '../shared/scope.ts'
import { useText } from '../shared/text.ts'

/** Who looks after which organization as a list: to download, fill in, try and take in, with a way back. */
export function ListCard() {
  const { t } = useText()
  const query = useScope()
  const [note, setNote] = useState('')
  const [done, setDone] = useState<DoneAct | undefined>(undefined)
  return (
    <>
      {done === undefined ? null : <LiaisonUndo key={done.act} done={done} close={() => setDone(undefined)} />}
      <BookCard<Reply<'POST /api/liaison/assignments/list'>>
        title={t('list.title')}
        note={t('list.note')}
        download={
          <Download path="/api/liaison/assignments.xlsx" query={query}>
            {t('list.download')}
          </Download>
        }
        file={t('list.file')}
        accept=".xlsx,.csv"
        more={{ note }}
        commitWords={({ changed }) => (changed > 0 ? t('list.commit', { count: changed }) : undefined)}
        send={(form, key) => ask('POST /api/liaison/assignments/list', { form, key })}
        finish={({ act, changed }) => setDone(act === null ? undefined : { act, count: changed })}
      >
        <label>
          {t('list.over')}
          <input value={note} maxLength={400} onChange={(event) => setNote(event.target.value)} />
        </label>
      </BookCard>
    </>
  )
}
