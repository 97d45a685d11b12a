import type { PaperTemplate } from '../../domain/paper-template.ts'
import { useText, type Say } from '../shared/text.ts'

type DiffProps = { readonly template: PaperTemplate; readonly shipped: PaperTemplate }

/** What differs from the shipped wording, part by part. */
export function TemplateDiff({ template, shipped }: DiffProps) {
  const { t } = useText()
  const changed = changedParts(template, shipped, t)
  return (
    <section aria-labelledby="diff">
      <h3 id="diff">{t('template.diff')}</h3>
      {changed.length === 0 ? <p className="note">{t('template.noDiff')}</p> : null}
      {changed.map(({ name, was, is }) => (
        <div key={name} className="card">
          <p>
            <strong>{name}</strong>
          </p>
          <p>
            {t('template.was')}: <del>{was}</del>
          </p>
          <p>
            {t('template.is')}: <ins>{is}</ins>
          </p>
        </div>
      ))}
    </section>
  )
}

function changedParts(template: PaperTemplate, shipped: PaperTemplate, t: Say) {
  const [now, before] = [wordsOf(template, t), wordsOf(shipped, t)]
  const names = [...new Set([...before.keys(), ...now.keys()])]
  return names
    .map((name) => ({ name, was: before.get(name) ?? '', is: now.get(name) ?? '' }))
    .filter(({ was, is }) => was !== is)
}

function wordsOf({ title, addressee, blocks, closing, copies }: PaperTemplate, t: Say): Map<string, string> {
  return new Map([
    [t('template.partTitle'), title.zh],
    [t('template.partAddressee'), addressee?.zh ?? ''],
    ...blocks.map((one, index) => [t('template.paragraph', { index: index + 1 }), one.text.zh] as const),
    [t('template.partClosing'), closing?.zh ?? ''],
    [t('template.partCopies'), copies?.zh ?? ''],
  ])
}
