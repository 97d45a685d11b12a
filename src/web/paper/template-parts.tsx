import type { PaperBlock, PaperTemplate, PaperWords } from '../../domain/paper-template.ts'
import type { PaperField } from '../../domain/paper-field.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { useText } from '../shared/text.ts'

type PartsProps = { readonly template: PaperTemplate; readonly change: (template: PaperTemplate) => void }

/** Every text of a template in a box of its own, paragraphs with their level and repetition. */
export function TemplateParts({ template, change }: PartsProps) {
  const { t } = useText()
  const { blocks } = template
  const putBlock = (index: number, ...fresh: PaperBlock[]) =>
    change({ ...template, blocks: blocks.toSpliced(index, 1, ...fresh) })
  return (
    <>
      <WordsBox
        label={t('template.partTitle')}
        words={template.title}
        change={(title) => change({ ...template, title })}
      />
      {template.addressee === undefined ? null : (
        <WordsBox
          label={t('template.partAddressee')}
          words={template.addressee}
          change={(addressee) => change({ ...template, addressee })}
        />
      )}
      {blocks.map((block, index) => (
        <BlockBox
          // Paragraphs have no name but their place.
          key={`paragraph ${String(index)}`}
          index={index}
          block={block}
          template={template}
          change={(fresh) => (fresh === null ? putBlock(index) : putBlock(index, fresh))}
        />
      ))}
      <p>
        <button
          type="button"
          className="button"
          onClick={() => change({ ...template, blocks: [...blocks, freshBlock(template)] })}
        >
          {t('template.add')}
        </button>
      </p>
      {template.closing === undefined ? null : (
        <WordsBox
          label={t('template.partClosing')}
          words={template.closing}
          change={(closing) => change({ ...template, closing })}
        />
      )}
      {template.copies === undefined ? null : (
        <WordsBox
          label={t('template.partCopies')}
          words={template.copies}
          change={(copies) => change({ ...template, copies })}
        />
      )}
    </>
  )
}

function freshBlock({ title }: PaperTemplate): PaperBlock {
  return { level: 0, text: title.en === undefined ? { zh: '' } : { zh: '', en: '' } }
}

type WordsProps = {
  readonly label: string
  readonly words: PaperWords
  readonly change: (words: PaperWords) => void
}

function WordsBox({ label, words, change }: WordsProps) {
  const { t } = useText()
  return (
    <div className="paper-part">
      <label>
        {label}
        <textarea
          rows={2}
          maxLength={2000}
          value={words.zh}
          onChange={(event) => change({ ...words, zh: event.target.value })}
        />
      </label>
      <details>
        <summary>{t('template.en')}</summary>
        <textarea
          aria-label={`${label} · ${t('template.en')}`}
          rows={2}
          maxLength={2000}
          value={words.en ?? ''}
          onChange={({ target }) => change(target.value === '' ? { zh: words.zh } : { ...words, en: target.value })}
        />
      </details>
    </div>
  )
}

type BlockProps = {
  readonly index: number
  readonly block: PaperBlock
  readonly template: PaperTemplate
  readonly change: (block: PaperBlock | null) => void
}

const LEVELS = [0, 1, 2, 3, 4] as const

function BlockBox({ index, block, template, change }: BlockProps) {
  const { t, of } = useText()
  const fields: Readonly<Record<string, PaperField>> = paperKindOf(template.kind).fields
  const lists = Object.entries(fields).filter(([, { kind }]) => kind === 'list')
  const { each: _each, ...once } = block
  return (
    <div className="card">
      <WordsBox
        label={t('template.paragraph', { index: index + 1 })}
        words={block.text}
        change={(text) => change({ ...block, text })}
      />
      <p className="row">
        <label>
          {t('template.level')}
          <select value={block.level} onChange={(event) => change({ ...block, level: Number(event.target.value) })}>
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {t(`template.level${level}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('template.each')}
          <select
            value={block.each ?? ''}
            onChange={({ target }) => change(target.value === '' ? once : { ...block, each: target.value })}
          >
            <option value="">{t('template.once')}</option>
            {lists.map(([key, { name }]) => (
              <option key={key} value={key}>
                {of(name)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button bare" onClick={() => change(null)}>
          {t('template.remove', { index: index + 1 })}
        </button>
      </p>
      {block.when === undefined ? null : (
        <p className="note">{t('template.when', { when: block.when.join(t('comma')) })}</p>
      )}
    </div>
  )
}
