import { Link } from '@tanstack/react-router'
import { PAPER_STATE_NAMES, type PaperState } from '../../domain/paper.ts'
import { paperKindOf } from '../../domain/paper-kind.ts'
import type { Reply } from './ask.ts'
import { dayText } from './day-text.ts'
import { ListTable } from './list-table.tsx'
import { Loaded } from './loaded.tsx'
import { useSession } from './session.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

export type PaperRow = Reply<'GET /api/papers'>['papers'][number]

const TONES = { draft: 'amber', issued: 'leaf', withdrawn: 'plain' } as const

export function PaperStateWord({ state }: { readonly state: PaperState }) {
  const { of } = useText()
  return <StateWord tone={TONES[state]} word={of(PAPER_STATE_NAMES[state])} />
}

/** A list of papers; where they are not of one organization or case, it links to these. */
export function PaperTable({
  papers,
  isShort = false,
}: {
  readonly papers: readonly PaperRow[]
  readonly isShort?: boolean
}) {
  const { t, of, language } = useText()
  return (
    <ListTable<PaperRow>
      caption={t('paper.title')}
      rows={papers}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: t('paper.name'),
          names: true,
          cell: ({ id, title, toPrint, state, servedOn }) => (
            <>
              <Link to="/papers/$id" params={{ id }}>
                {title}
              </Link>
              {toPrint && state === 'issued' && servedOn === null ? <small> {t('paper.toPrint')}</small> : null}
            </>
          ),
        },
        { key: 'number', head: t('paper.number'), isShort: true, cell: ({ number }) => number ?? t('paper.noNumber') },
        { key: 'kind', head: t('paper.kind'), cell: ({ kind }) => of(paperKindOf(kind).name) },
        { key: 'state', head: t('paper.state'), isShort: true, cell: ({ state }) => <PaperStateWord state={state} /> },
        {
          key: 'day',
          head: t('paper.day'),
          isShort: true,
          cell: ({ issuedOn }) => (issuedOn === null ? '' : dayText(issuedOn, language)),
        },
        ...(isShort
          ? []
          : [
              {
                key: 'organization',
                head: t('paper.organization'),
                cell: ({ organization }: PaperRow) => <OrganizationOf organization={organization} />,
              },
              {
                key: 'case',
                head: t('paper.case'),
                isShort: true,
                cell: ({ caseId }: PaperRow) => <CaseOf id={caseId} />,
              },
            ]),
      ]}
    />
  )
}

export function OrganizationOf({ organization }: Pick<PaperRow, 'organization'>) {
  if (organization === null) return null
  const { code, name } = organization
  if (code === null) return name
  return (
    <Link to="/orgs/$code" params={{ code }}>
      {name}
    </Link>
  )
}

export function CaseOf({ id }: { readonly id: string | null }) {
  const { t } = useText()
  if (id === null) return null
  return (
    <Link to="/cases/$id" params={{ id }}>
      {t('paper.openCase')}
    </Link>
  )
}

export type PaperListProps = { readonly organization?: string; readonly caseId?: string }

/** The papers of one organization or case, as a section of its page, with a way to write one. */
export function PaperList({ organization, caseId }: PaperListProps) {
  const { t } = useText()
  const asked = useAsk('GET /api/papers', { query: { organization, case: caseId, limit: 50 } })
  const mayWrite = useSession().data?.mayWrite === true
  return (
    <>
      <Loaded asked={asked} lines={2}>
        {({ papers }) =>
          papers.length === 0 ? <p className="note">{t('paper.noneHere')}</p> : <PaperTable papers={papers} isShort />
        }
      </Loaded>
      {mayWrite ? (
        <p>
          <Link to="/papers/new" search={{ org: organization, case: caseId }} className="button">
            {t('paper.write')}
          </Link>
        </p>
      ) : null}
    </>
  )
}
