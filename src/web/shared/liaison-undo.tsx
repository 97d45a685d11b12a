import { ask } from './ask.ts'
import { useText } from './text.ts'
import { UndoBar } from './undo-bar.tsx'

/** What was done to assignments, and for how many organizations. */
export type DoneAct = { readonly act: string; readonly count: number }

/** What was done, with a way back for half a minute. */
export function LiaisonUndo({ done, close }: { readonly done: DoneAct; readonly close: () => void }) {
  const { t } = useText()
  const undo = (key: string) => ask('POST /api/liaison/acts/:id/undo', { params: { id: done.act }, key })
  return (
    <UndoBar undo={undo} close={close}>
      {t('liaison.done', { count: done.count })}
    </UndoBar>
  )
}
