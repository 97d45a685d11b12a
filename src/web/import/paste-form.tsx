import { useState } from 'react'
import { NOUNS, SHEETS, type Noun, type Sheet } from '../../domain/sheet.ts'
import { newKey } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { useText } from '../shared/text.ts'
import { PastePreview } from './paste-preview.tsx'
import { chosenTwice, guessedKeys, isChosen, labelOf, lookAt, withHeader } from './paste.ts'
import { useCheck } from './use-check.ts'

type Draft = {
  readonly text: string
  readonly asOf: string
  readonly noun: Noun
  /** The column of each pasted column, once someone chose. */
  readonly chosen?: readonly string[]
}

function stateOf({ text, noun, chosen }: Draft) {
  const sheet = SHEETS[noun]
  const pasted = lookAt(text, sheet)
  const keys = chosen ?? guessedKeys(sheet, pasted?.sample[0]?.length ?? 0)
  return { pasted, keys, isReady: pasted !== undefined && (pasted.hasHeader || isChosen(sheet, keys)) }
}

/** Cells copied from a spreadsheet, checked as if they had been uploaded. */
export function PasteForm({ today }: { readonly today: string }) {
  const { t } = useText()
  const [draft, setDraft] = useState<Draft>({ text: '', asOf: today, noun: 'organizations' })
  const check = useCheck()
  const sheet = SHEETS[draft.noun]
  const { pasted, keys, isReady } = stateOf(draft)
  const send = () => {
    const block = pasted?.hasHeader === true ? draft.text : withHeader(draft.text, keys)
    const file = new File([block], `${t('import.pastedName')}.txt`, { type: 'text/plain' })
    check.mutate({ key: newKey(), asOf: draft.asOf, sheet: draft.noun, files: [file] })
  }
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) send()
      }}
    >
      <PasteFields draft={draft} change={setDraft} />
      {pasted === undefined ? (
        <p className="note">{t('import.pasteNote')}</p>
      ) : (
        <PastePreview pasted={pasted} sheet={sheet} keys={keys} choose={(chosen) => setDraft({ ...draft, chosen })} />
      )}
      {pasted === undefined || pasted.hasHeader ? null : <Lacking sheet={sheet} keys={keys} />}
      {check.error === null ? null : (
        <Failure
          error={check.error}
          kept={t('import.pasteKept')}
          retry={() => check.variables && check.mutate(check.variables)}
        />
      )}
      <button type="submit" className="button go" disabled={!isReady || check.isPending}>
        {check.isPending ? t('import.sending') : t('import.check')}
      </button>
    </form>
  )
}

type FieldsProps = { readonly draft: Draft; readonly change: (draft: Draft) => void }

function PasteFields({ draft, change }: FieldsProps) {
  const { t, of } = useText()
  const { text, asOf, noun } = draft
  return (
    <>
      <div className="row">
        <label>
          {t('import.pasteSheet')}
          <select
            value={noun}
            onChange={({ target }) =>
              change({ text, asOf, noun: NOUNS.find((one) => one === target.value) ?? 'organizations' })
            }
          >
            {NOUNS.map((one) => (
              <option key={one} value={one}>
                {of(SHEETS[one].name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('import.asOf')}
          <input
            type="date"
            value={asOf}
            required
            onChange={({ target }) => change({ ...draft, asOf: target.value })}
          />
        </label>
      </div>
      <label>
        {t('import.pasteHere')}
        <textarea
          rows={6}
          value={text}
          spellCheck={false}
          onChange={({ target }) => change({ text: target.value, asOf, noun })}
        />
      </label>
    </>
  )
}

/** What is still to be said of columns without headers. */
function Lacking({ sheet, keys }: { readonly sheet: Sheet; readonly keys: readonly string[] }) {
  const { t, language } = useText()
  const nameOf = (key: string) => {
    const column = sheet.columns.find((one) => one.key === key)
    return column === undefined ? key : labelOf(column, language)
  }
  const doubled = chosenTwice(keys)
  if (doubled.length > 0) {
    return (
      <p className="notice brick" role="alert">
        {t('mapping.doubled', { columns: doubled.map(nameOf).join(t('comma')) })}
      </p>
    )
  }
  if (isChosen(sheet, keys)) return null
  return <p className="notice amber">{t('import.pasteKey', { column: nameOf(sheet.key) })}</p>
}
