import { useRef, useState } from 'react'
import { samplePaperValues } from '../../domain/paper-sample.ts'
import { fillPaper } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { templateFaults, templateFaultText, type PaperTemplate } from '../../domain/paper-template.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { PaperPlaces } from './template-places.tsx'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useWrite } from '../shared/use-write.ts'
import { Preview } from '../shared/paper-preview.tsx'
import { TemplateDiff } from './template-diff.tsx'
import { TemplateParts } from './template-parts.tsx'

type Templates = Reply<'GET /api/paper-templates'>
type EditorProps = { readonly office: Templates['office']; readonly row: Templates['templates'][number] }

/** The words of one template: its parts, the fields to put in, the page as it would look, what differs from the example. */
export function TemplateEditor({ office, row }: EditorProps) {
  const { t, of } = useText()
  const turn = useTurn()
  const [template, setTemplate] = useState<PaperTemplate>(row.template)
  const box = useRef<HTMLFormElement>(null)
  const kind = paperKindOf(template.kind)
  const faults = templateFaults(template)
  const save = useWrite(
    (content: PaperTemplate | null, key) =>
      ask('PUT /api/paper-templates/:template', {
        params: { template: template.id },
        body: { office: office.key, content, seen: row.version },
        key,
      }),
    () => undefined,
  )
  return (
    <form
      ref={box}
      onSubmit={(event) => {
        event.preventDefault()
        save.write(template)
      }}
    >
      <p>
        <button type="button" className="button bare" onClick={() => turn({ template: undefined })}>
          ← {t('template.title')}
        </button>
      </p>
      <h2>{of(kind.name)}</h2>
      <div className="paper-work">
        <div>
          <PaperPlaces kind={kind} />
          <TemplateParts template={template} change={setTemplate} />
          {faults.map((fault) => (
            <p key={`${fault.code} ${fault.at} ${fault.field}`} className="notice amber">
              {of(templateFaultText(fault, kind))}
            </p>
          ))}
          {save.error === null ? null : <Failure error={save.error} />}
          {office.isMine ? (
            <p>
              <button type="submit" className="button go" disabled={save.isUnderWay || faults.length > 0}>
                {t('template.save')}
              </button>{' '}
              <button
                type="button"
                className="button"
                disabled={save.isUnderWay || !row.isOwn}
                onClick={() => save.write(null)}
              >
                {t('template.restore')}
              </button>
            </p>
          ) : (
            <p className="note">{t('template.notMine')}</p>
          )}
        </div>
        <div>
          <p className="notice amber">{t('template.sample')}</p>
          {faults.length > 0 ? null : <Sample template={template} />}
          <TemplateDiff template={template} shipped={row.shipped} />
        </div>
      </div>
    </form>
  )
}

function Sample({ template }: { readonly template: PaperTemplate }) {
  const frame = { number: null, issuedOn: null, language: 'zh' as const }
  return <Preview model={fillPaper(template, samplePaperValues(template.kind), frame)} state="draft" />
}
