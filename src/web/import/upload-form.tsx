import { useState, type DragEvent } from 'react'
import { NOUNS, SHEETS } from '../../domain/sheet.ts'
import { newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { useCheck } from './use-check.ts'

/** Files given together, the day they speak of, and what those list that do not say it. */
export function UploadForm({ today }: { readonly today: string }) {
  const { t } = useText()
  const [files, setFiles] = useState<readonly File[]>([])
  const [asOf, setAsOf] = useState(today)
  const [sheet, setSheet] = useState('')
  const check = useCheck()
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        check.mutate({ key: newKey(), asOf, sheet, files })
      }}
    >
      <FileDrop files={files} choose={setFiles} />
      <div className="row">
        <label>
          {t('import.asOf')}
          <input type="date" value={asOf} required onChange={(event) => setAsOf(event.target.value)} />
        </label>
        <SheetSelect value={sheet} choose={setSheet} />
      </div>
      <p className="note">{t('import.asOfNote')}</p>
      {check.error === null ? null : (
        <Failure
          error={check.error}
          kept={t('import.kept')}
          retry={() => check.variables && check.mutate(check.variables)}
        />
      )}
      <button type="submit" className="button go" disabled={files.length === 0 || check.isPending}>
        {check.isPending ? t('import.sending') : t('import.check')}
      </button>
    </form>
  )
}

function SheetSelect({ value, choose }: { readonly value: string; readonly choose: (sheet: string) => void }) {
  const { t, of } = useText()
  return (
    <label>
      {t('import.sheet')}
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('import.sheetByName')}</option>
        {NOUNS.map((noun) => (
          <option key={noun} value={noun}>
            {of(SHEETS[noun].name)}
          </option>
        ))}
      </select>
    </label>
  )
}

type DropProps = { readonly files: readonly File[]; readonly choose: (files: readonly File[]) => void }

function FileDrop({ files, choose }: DropProps) {
  const { t } = useText()
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose([...files, ...event.dataTransfer.files])
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is a way beside the button
    <fieldset
      className={isOver ? 'drop over' : 'drop'}
      aria-label={t('import.choose')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className="button">
        {t('import.choose')}
        <input
          type="file"
          multiple
          accept=".xlsx,.csv,.txt"
          className="unseen"
          onChange={(event) => {
            choose([...files, ...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </label>
      <span>{t('import.drop')}</span>
      <FileNames files={files} remove={(gone) => choose(files.filter((file) => file !== gone))} />
    </fieldset>
  )
}

function FileNames({ files, remove }: { readonly files: readonly File[]; readonly remove: (file: File) => void }) {
  const { t } = useText()
  if (files.length === 0) return null
  return (
    <ul>
      {files.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`}>
          {file.name}{' '}
          <small className="beside">{t('import.kilobytes', { kb: Math.max(1, Math.round(file.size / 1024)) })}</small>{' '}
          <button
            type="button"
            className="button bare"
            aria-label={t('import.removeFile', { file: file.name })}
            onClick={() => remove(file)}
          >
            {t('remove')}
          </button>
        </li>
      ))}
    </ul>
  )
}
