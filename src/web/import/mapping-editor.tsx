import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Sheet } from '../../domain/sheet.ts'
import { ask, newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import type { Batch, ProblemRow } from './batch.ts'
import { ColumnRows, ConstantRows, WordRows } from './mapping-rows.tsx'
import { doubledKeys, draftOf, mappingOf, sheetsToMap, type Mapping, type MappingDraft } from './mapping.ts'

type EditorProps = { readonly batch: Batch; readonly problems: readonly ProblemRow[] }

/** Tells the system what foreign headers and words mean; remembered for files with the same headers. */
export function MappingEditor({ batch, problems }: EditorProps) {
  return sheetsToMap(batch, problems).map((sheet) => (
    <SheetMapping key={sheet.noun} batch={batch} sheet={sheet} start={draftOf(sheet, batch, problems)} />
  ))
}

type SheetProps = { readonly batch: Batch; readonly sheet: Sheet; readonly start: MappingDraft }

function SheetMapping({ batch, sheet, start }: SheetProps) {
  const { t, of, language } = useText()
  const [draft, setDraft] = useState(start)
  const save = useSave(batch.id)
  const doubled = doubledKeys(draft)
  const doubledNames = sheet.columns
    .filter(({ key }) => doubled.includes(key))
    .map((one) => (language === 'zh' ? one.label : one.en))
  return (
    <form
      className="card fields"
      aria-label={t('mapping.title', { sheet: of(sheet.name) })}
      onSubmit={(event) => {
        event.preventDefault()
        if (doubled.length === 0) save.mutate({ key: newKey(), mapping: mappingOf(sheet.noun, draft) })
      }}
    >
      <h2>{t('mapping.title', { sheet: of(sheet.name) })}</h2>
      <p className="note">{t('mapping.note')}</p>
      <ColumnRows sheet={sheet} draft={draft} change={setDraft} />
      <ConstantRows sheet={sheet} draft={draft} change={setDraft} />
      <WordRows sheet={sheet} draft={draft} change={setDraft} />
      {doubled.length === 0 ? null : (
        <p className="notice brick" role="alert">
          {t('mapping.doubled', { columns: doubledNames.join(t('comma')) })}
        </p>
      )}
      {save.error === null ? null : (
        <Failure
          error={save.error}
          kept={t('mapping.kept')}
          retry={() => save.variables && save.mutate(save.variables)}
        />
      )}
      <button type="submit" className="button" disabled={save.isPending || doubled.length > 0}>
        {t('mapping.save')}
      </button>
    </form>
  )
}

function useSave(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ key, mapping }: { readonly key: string; readonly mapping: Mapping }) =>
      ask('PUT /api/imports/:id/mapping', { params: { id }, body: mapping, key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/imports/:id'] }),
  })
}
