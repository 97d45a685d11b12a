import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { SERVICE_WAYS, shownCode, type PaperValues } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { dayText, instantText } from '../shared/day-text.ts'
import { Download } from '../shared/download.tsx'
import { Empty, Failure } from '../shared/failure.tsx'
import { isAskError } from '../shared/ask-error.ts'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { CaseOf, OrganizationOf, PaperStateWord } from '../shared/paper-table.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { DraftPreview } from '../shared/draft-preview.tsx'
import { PaperActs } from './paper-acts.tsx'
import { Preview } from '../shared/paper-preview.tsx'
import { ValueForm } from './value-form.tsx'

export type Paper = Reply<'GET /api/papers/:id'>

/** One paper: its words as they stand on the page, its files, and what can be done with it. */
export function PaperPage() {
  const { t } = useText()
  const { id } = useParams({ from: '/in/papers/$id' })
  const asked = useAsk('GET /api/papers/:id', { params: { id } }, { keep: true })
  const paper = asked.data
  if (isAskError(asked.error) && asked.error.status === 404) {
    return (
      <>
        <PageHead title={t('paper.missingTitle')} />
        <Empty
          title={t('paper.missingTitle')}
          act={
            <Link to="/papers" className="button go">
              {t('paper.toList')}
            </Link>
          }
        />
      </>
    )
  }
  return (
    <>
      <PageHead
        title={paper?.title ?? t('paper.title')}
        lead={paper === undefined ? undefined : <Lead paper={paper} />}
        act={paper === undefined ? undefined : <Files id={paper.id} />}
      />
      <Loaded asked={asked}>{(found) => <Body key={found.version} paper={found} />}</Loaded>
    </>
  )
}

function Lead({ paper }: { readonly paper: Paper }) {
  const { t, of } = useText()
  return (
    <span className="header-facts">
      <PaperStateWord state={paper.state} />
      <span>{paper.number ?? t('paper.noNumber')}</span>
      <span>{of(paperKindOf(paper.kind).name)}</span>
      <OrganizationOf organization={paper.organization} />
      <CaseOf id={paper.caseId} />
    </span>
  )
}

function Files({ id }: { readonly id: string }) {
  const { t } = useText()
  return (
    <>
      <Download path="/api/papers/:id/file" params={{ id }} query={{ format: 'docx' }} className="button go">
        {t('paper.word')}
      </Download>{' '}
      <Download path="/api/papers/:id/file" params={{ id }} query={{ format: 'pdf' }}>
        {t('paper.pdf')}
      </Download>
    </>
  )
}

function Body({ paper }: { readonly paper: Paper }) {
  const [isEditing, setEditing] = useState(false)
  const { language } = useText()
  if (isEditing) return <EditForm paper={paper} close={() => setEditing(false)} />
  const withdrawn = paper.withdrawnOn === null ? null : dayText(paper.withdrawnOn, language)
  return (
    <div className="paper-work">
      <Preview
        model={paper.model}
        state={paper.state}
        withdrawn={withdrawn}
        code={paper.code === null ? null : shownCode(paper.code)}
      />
      <div>
        <Facts paper={paper} />
        {paper.mayWrite ? <PaperActs paper={paper} edit={() => setEditing(true)} /> : null}
      </div>
    </div>
  )
}

function Facts({ paper }: { readonly paper: Paper }) {
  const { t, of, language } = useText()
  const { draftedBy, issuedBy, issuedOn, servedOn, servedWay, withdrawnBy, withdrawnOn, withdrawnWhy, code, hash } =
    paper
  const by = (who: Paper['draftedBy']) => (who === null ? '' : of(who))
  return (
    <>
      <ul className="paper-facts">
        <li>{t('paper.draftedBy', { by: by(draftedBy), at: instantText(paper.draftedAt, language) })}</li>
        {issuedOn === null ? null : (
          <li>{t('paper.issuedBy', { by: by(issuedBy), on: dayText(issuedOn, language) })}</li>
        )}
        {servedOn === null || servedWay === null ? null : (
          <li>{t('paper.served', { way: of(SERVICE_WAYS[servedWay]), on: dayText(servedOn, language) })}</li>
        )}
        {withdrawnOn === null ? null : (
          <li>
            {t('paper.withdrawnBy', {
              by: by(withdrawnBy),
              on: dayText(withdrawnOn, language),
              why: withdrawnWhy ?? '',
            })}
          </li>
        )}
        {code === null ? null : (
          <li>
            {t('paper.code')}{' '}
            <Link to="/verify" search={{ code: shownCode(code) }} className="code">
              {shownCode(code)}
            </Link>
          </li>
        )}
      </ul>
      {hash === null ? null : (
        <details>
          <summary>{t('paper.hash')}</summary>
          <code className="hash">{hash}</code>
        </details>
      )}
      <p className="note">{t('paper.fonts')}</p>
    </>
  )
}

function EditForm({ paper, close }: { readonly paper: Paper; readonly close: () => void }) {
  const { t } = useText()
  const [values, setValues] = useState<PaperValues>(paper.values)
  const save = useWrite(
    (body: PaperValues, key) =>
      ask('PUT /api/papers/:id', { params: { id: paper.id }, body: { values: body, seen: paper.version }, key }),
    close,
  )
  return (
    <form
      className="paper-work"
      onSubmit={(event) => {
        event.preventDefault()
        save.write(values)
      }}
    >
      <div>
        <ValueForm kind={paper.kind} values={values} change={setValues} />
        {save.error === null ? null : <Failure error={save.error} />}
        <button type="submit" className="button go" disabled={save.isUnderWay}>
          {t('paper.save')}
        </button>{' '}
        <button type="button" className="button bare" onClick={close}>
          {t('cancel')}
        </button>
      </div>
      <DraftPreview template={paper.template} values={values} />
    </form>
  )
}
