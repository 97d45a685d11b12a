import { fillPaper, valueFaults, type PaperValues } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import type { PaperTemplate } from '../../domain/paper-template.ts'
import { useText } from './text.ts'
import { Preview } from './paper-preview.tsx'

/** The paper as it would stand now, or what is still missing. */
export function DraftPreview({ template, values }: { readonly template: PaperTemplate; readonly values: PaperValues }) {
  const { t, of } = useText()
  const { fields } = paperKindOf(template.kind)
  const faults = valueFaults(template.kind, values)
  if (faults.length > 0) {
    const names = faults.map(({ field }) => {
      const known = Object.hasOwn(fields, field) ? fields[field] : undefined
      return known === undefined ? field : of(known.name)
    })
    return <p className="note">{t('paper.missing', { fields: names.join(t('comma')) })}</p>
  }
  const model = fillPaper(template, values, { number: null, issuedOn: null, language: 'zh' })
  return <Preview model={model} state="draft" />
}
