import { useEffect, useRef } from 'react'
import type { PaperKind } from '../../domain/paper-field.ts'
import { knownPlaces } from '../../domain/paper-template.ts'
import { useText } from '../shared/text.ts'

/** The fields of a kind of paper with their meaning; a press puts one where the cursor was last. */
export function PaperPlaces({ kind }: { readonly kind: PaperKind }) {
  const { t, of } = useText()
  const last = useRef<HTMLTextAreaElement | null>(null)
  useEffect(() => {
    const note = (event: FocusEvent) => {
      if (event.target instanceof HTMLTextAreaElement) last.current = event.target
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])
  return (
    <details open>
      <summary>{t('template.fields')}</summary>
      <p className="note">{t('template.fieldsNote')}</p>
      <ul className="paper-fields">
        {knownPlaces(kind).map((place) => {
          const { field, item } = fieldOf(place, kind)
          return (
            <li key={place}>
              <button type="button" className="chip" title={place} onClick={() => put(last.current, place)}>
                {field === undefined ? place : of(field.name)}
                {item === undefined ? '' : ` · ${of(item)}`}
                {field?.due === true ? ` (${t('template.due')})` : ''}
              </button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

function fieldOf(place: string, { fields }: PaperKind) {
  if (Object.hasOwn(fields, place)) return { field: fields[place], item: undefined }
  const at = place.lastIndexOf('.')
  const field = fields[place.slice(0, at)]
  return { field, item: field?.items?.[place.slice(at + 1)] }
}

/** Types the place into a box as a person would, so that the page hears of it. */
function put(box: HTMLTextAreaElement | null, place: string): void {
  if (box === null || !box.isConnected) return
  box.focus()
  box.setRangeText(`{{${place}}}`, box.selectionStart, box.selectionEnd, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
