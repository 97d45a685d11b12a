import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PaperValues } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { DraftPreview } from '../shared/draft-preview.tsx'
import { OfficeSelect } from './office-select.tsx'
import { ValueForm } from './value-form.tsx'

type Templates = Reply<'GET /api/paper-templates'>

/** A paper written by hand: office, template, values, with the page beside them. */
export function NewPaperPage() {
  const { t } = useText()
  const { office } = useSearch({ from: '/in/papers/new' })
  const offices = useAsk('GET /api/paper-offices', {})
  const chosen = office ?? offices.data?.offices[0]?.key
  const asked = useAsk('GET /api/paper-templates', { query: { office: chosen } }, { enabled: chosen !== undefined })
  if (offices.data?.offices.length === 0) {
    return (
      <>
        <PageHead title={t('paper.write')} />
        <Empty title={t('paper.noOffice')} />
      </>
    )
  }
  return (
    <>
      <PageHead title={t('paper.write')} />
      <OfficeSelect offices={offices.data?.offices ?? []} chosen={chosen} />
      <Loaded asked={asked}>{(found) => <Writing key={found.office.key} found={found} />}</Loaded>
    </>
  )
}

function Writing({ found }: { readonly found: Templates }) {
  const { t, of } = useText()
  const turn = useTurn()
  const search = useSearch({ from: '/in/papers/new' })
  const byHand = found.templates.filter(({ template: { kind } }) => paperKindOf(kind).isByActOnly !== true)
  const { template } = byHand.find((one) => one.template.id === search.template) ?? byHand[0] ?? {}
  return (
    <>
      <label className="paper-choice">
        {t('paper.template')}
        <select value={template?.id} onChange={(event) => turn({ template: event.target.value }, true)}>
          {byHand.map(({ template: one }) => (
            <option key={one.id} value={one.id}>
              {of(begun(paperKindOf(one.kind).name))}
            </option>
          ))}
        </select>
      </label>
      {template === undefined ? null : <Draft key={template.id} found={found} template={template} />}
    </>
  )
}

type DraftProps = { readonly found: Templates; readonly template: Templates['templates'][number]['template'] }

function Draft({ found, template }: DraftProps) {
  const { t } = useText()
  const navigate = useNavigate()
  const { org, case: caseId } = useSearch({ from: '/in/papers/new' })
  const [values, setValues] = useState<PaperValues>({})
  const [code, setCode] = useState(org ?? '')
  const organization = useAsk('GET /api/organizations/:id', { params: { id: code } }, { enabled: code.length >= 8 })
  const name = organization.data?.now?.name
  const given = name === undefined ? {} : { 'organization.name': name, 'organization.code': code }
  const isOf = paperKindOf(template.kind).isOfOrganization
  const all = { ...values, ...(isOf ? given : {}), 'office.name': found.office.name }
  const save = useWrite(
    (body: PaperValues, key) =>
      ask('POST /api/papers', {
        body: {
          template: template.id,
          office: found.office.key,
          values: body,
          caseId,
          organization: name === undefined ? undefined : code,
        },
        key,
      }),
    ({ id }) => void navigate({ to: '/papers/$id', params: { id } }),
  )
  return (
    <form
      className="paper-work"
      onSubmit={(event) => {
        event.preventDefault()
        save.write(all)
      }}
    >
      <section aria-labelledby="values">
        <h2 id="values">{t('paper.values')}</h2>
        <label className="paper-choice">
          {t('paper.orgCode')}
          <input value={code} maxLength={60} onChange={(event) => setCode(event.target.value.trim())} />
        </label>
        <ValueForm kind={template.kind} values={all} change={setValues} />
        {save.error === null ? null : <Failure error={save.error} />}
        <div className="step-act">
          <button type="submit" className="button go" disabled={save.isUnderWay}>
            {t('paper.save')}
          </button>
        </div>
      </section>
      <section aria-labelledby="preview">
        <h2 id="preview">{t('paper.preview')}</h2>
        <DraftPreview template={template} values={all} />
      </section>
    </form>
  )
}
