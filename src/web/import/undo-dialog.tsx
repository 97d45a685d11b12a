import { Modal } from 'antd'
import { useText } from '../shared/text.ts'

/** Asks before a whole batch is taken back. */
export function UndoDialog({ close, undo }: { readonly close: () => void; readonly undo: () => void }) {
  const { t } = useText()
  return (
    <Modal
      open
      title={t('import.undoTitle')}
      okText={t('import.undoYes')}
      cancelText={t('import.undoNo')}
      onOk={undo}
      onCancel={close}
      closable={{ 'aria-label': t('close') }}
    >
      <p>{t('import.undoNote')}</p>
    </Modal>
  )
}
