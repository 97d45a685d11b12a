import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { ask, newKey, type Reply } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { BatchFields, type Stated } from './batch-fields.tsx'
import { BatchPreview } from './batch-preview.tsx'
import { FILTER_NAMES, type Filters } from './filters.ts'

export type Receipt = Reply<'POST /api/register-batches'>
export type Target = { readonly codes: readonly string[] } | { readonly filters: Filters }

export type BatchDialogProps = {
  readonly target: Target
  readonly count: number
  readonly today: string
  readonly close: () => void
  readonly done: (receipt: Receipt) => void
}

/** States one thing for many: say what and from when, see each change, then do it. */
export function BatchDialog({ target, count, today, close, done }: BatchDialogProps) {
  const { t } = useText()
  const [stated, setStated] = useState<Stated>({ field: 'industry', value: '', validTo: '', asOf: today })
  const { preview, act } = useBatch(target, stated, done)
  const seen = preview.data
  const isBusy = preview.isPending || act.isPending
  const change = (next: Stated) => {
    preview.reset()
    act.reset()
    setStated(next)
  }
  return (
    <Modal
      open
      width={760}
      title={t('batchAct.title', { count })}
      okText={seen === undefined ? t('batchAct.preview') : t('batchAct.confirm', { count: seen.changed.length })}
      okButtonProps={{ disabled: isBusy || (seen !== undefined && seen.changed.length === 0) }}
      cancelText={t('batchAct.cancel')}
      onOk={() => (seen === undefined ? preview.mutate(newKey()) : act.mutate({ key: newKey(), digest: seen.digest }))}
      onCancel={close}
      closable={{ 'aria-label': t('close') }}
    >
      <BatchFields stated={stated} change={change} today={today} />
      {seen === undefined ? <p className="note">{t('batchAct.note')}</p> : <BatchPreview preview={seen} />}
      {[preview.error, act.error].map((error) =>
        error === null ? null : <Failure key="failure" error={error} kept={t('batchAct.kept')} />,
      )}
    </Modal>
  )
}

function useBatch(target: Target, stated: Stated, done: BatchDialogProps['done']) {
  const queries = useQueryClient()
  const body = bodyOf(target, stated)
  const preview = useMutation({ mutationFn: (key: string) => ask('POST /api/register-batches/preview', { body, key }) })
  const act = useMutation({
    mutationFn: ({ key, digest }: { readonly key: string; readonly digest: string }) =>
      ask('POST /api/register-batches', { body: { ...body, digest }, key }),
    onSuccess: async (receipt) => {
      done(receipt)
      await queries.invalidateQueries()
    },
    // The register has changed since: what would change is to be seen anew.
    onError: () => preview.reset(),
  })
  return { preview, act }
}

function bodyOf(target: Target, { field, value, validTo, asOf }: Stated) {
  const set = field === 'grade' ? { grade: value, gradeValidTo: validTo } : { [field]: value }
  if ('codes' in target) return { codes: [...target.codes], asOf, set }
  const { filters } = target
  const where = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]] as const])),
  )
  return { filters: where, asOf, set }
}
