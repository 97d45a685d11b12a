import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { paperNumber } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import { ask, type Reply } from '../shared/ask.ts'
import { dayText } from '../shared/day-text.ts'
import { Empty, Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useSession } from '../shared/session.ts'
import { StateWord } from '../shared/state-word.tsx'
import { begun } from '../shared/case-words.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useWrite } from '../shared/use-write.ts'
import { OfficeSelect } from './office-select.tsx'
import { TemplateEditor } from './template-editor.tsx'

type Templates = Reply<'GET /api/paper-templates'>
type Row = Templates['templates'][number]

/** The templates of an office, beside the example texts that are shipped; the one under edit is in the URL. */
export function TemplatesPage() {
  const { t } = useText()
  const { office } = useSearch({ from: '/in/papers/templates' })
  const offices = useAsk('GET /api/paper-offices', {})
  const chosen = office ?? offices.data?.offices[0]?.key
  const asked = useAsk('GET /api/paper-templates', { query: { office: chosen } }, { enabled: chosen !== undefined })
  return (
    <>
      <PageHead title={t('template.title')} lead={t('template.lead')} />
      {offices.data?.offices.length === 0 ? <Empty title={t('paper.noOffice')} /> : null}
      <OfficeSelect offices={offices.data?.offices ?? []} chosen={chosen} />
      {chosen === undefined ? null : (
        <Loaded asked={asked}>{(found) => <Body key={found.office.key} found={found} />}</Loaded>
      )}
    </>
  )
}

function Body({ found }: { readonly found: Templates }) {
  const { t } = useText()
  const { template } = useSearch({ from: '/in/papers/templates' })
  const { office, templates } = found
  const open = templates.find((one) => one.template.id === template)
  if (open !== undefined)
    return <TemplateEditor key={`${open.template.id} ${open.version}`} office={office} row={open} />
  return (
    <>
      {office.isMine ? (
        <OfficeForm key={office.version} office={office} />
      ) : (
        <p className="note">{t('template.notMine')}</p>
      )}
      <TemplateTable templates={templates} isMine={office.isMine} />
    </>
  )
}

function TemplateTable({ templates, isMine }: { readonly templates: readonly Row[]; readonly isMine: boolean }) {
  const { t, of, language } = useText()
  const turn = useTurn()
  return (
    <ListTable<Row>
      caption={t('template.title')}
      rows={templates}
      keyOf={({ template }) => template.id}
      columns={[
        {
          key: 'name',
          head: t('paper.template'),
          names: true,
          cell: ({ template }) => (
            <button type="button" className="link" onClick={() => turn({ template: template.id })}>
              {of(begun(paperKindOf(template.kind).name))}
            </button>
          ),
        },
        {
          key: 'state',
          head: t('paper.state'),
          isShort: true,
          cell: ({ isOwn }) => (
            <StateWord tone={isOwn ? 'leaf' : 'plain'} word={t(isOwn ? 'template.own' : 'template.shipped')} />
          ),
        },
        {
          key: 'changed',
          head: t('template.changed'),
          cell: ({ changedAt, changedBy }) =>
            changedAt === null || changedBy === null
              ? ''
              : `${dayText(changedAt.slice(0, 10), language)} ${of(changedBy)}`,
        },
        {
          key: 'act',
          head: t('case.acts'),
          isShort: true,
          cell: ({ template }) => (
            <button type="button" className="button" onClick={() => turn({ template: template.id })}>
              {t(isMine ? 'template.edit' : 'template.view')}
            </button>
          ),
        },
      ]}
    />
  )
}

function OfficeForm({ office }: { readonly office: Templates['office'] }) {
  const { t } = useText()
  const [name, setName] = useState(office.name)
  const [code, setCode] = useState(office.code)
  const year = Number((useSession().data?.today ?? '2026').slice(0, 4))
  const save = useWrite(
    (body: { name: string; code: string; seen: number }, key) =>
      ask('PUT /api/paper-offices/:office', { params: { office: office.key }, body, key }),
    () => undefined,
  )
  return (
    <form
      className="card fields"
      onSubmit={(event) => {
        event.preventDefault()
        save.write({ name, code, seen: office.version })
      }}
    >
      <div className="row">
        <label>
          {t('template.officeName')}
          <input required minLength={2} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {t('template.officeCode')}
          <input required maxLength={12} value={code} onChange={(event) => setCode(event.target.value)} />
        </label>
        <button type="submit" className="button" disabled={save.isUnderWay}>
          {t('template.officeSave')}
        </button>
      </div>
      <p className="note">{t('template.officeNote', { sample: paperNumber(`${code}函`, year, 1) })}</p>
      {save.error === null ? null : <Failure error={save.error} />}
    </form>
  )
}
