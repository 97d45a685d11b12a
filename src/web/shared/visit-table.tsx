import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { VISIT_KIND_NAMES } from '../../domain/liaison.ts'
import { dayText } from './day-text.ts'
import { ListTable } from './list-table.tsx'
import { findingsOf, type VisitRow } from './liaison-words.ts'
import { useSession } from './session.ts'
import { StateWord } from './state-word.tsx'
import { useText } from './text.ts'
import { VisitCorrection } from './visit-correction.tsx'

export type VisitTableProps = {
  readonly visits: readonly VisitRow[]
  readonly namesOrganization?: boolean
}

/** Contacts with what was found; a correction is a new version, nothing is deleted. */
export function VisitTable({ visits, namesOrganization = false }: VisitTableProps) {
  const { t, of, language } = useText()
  const mayWrite = useSession().data?.mayWrite === true
  const [open, setOpen] = useState<string | undefined>(undefined)
  const corrected = visits.find((one) => one.visitId === open)
  return (
    <>
      {corrected === undefined ? null : (
        <VisitCorrection key={corrected.visitId} visit={corrected} close={() => setOpen(undefined)} />
      )}
      <ListTable<VisitRow>
        caption={t('liaison.visits')}
        rows={visits}
        keyOf={({ visitId }) => visitId}
        columns={[
          { key: 'day', head: t('visit.day'), names: true, cell: ({ onDay }) => dayText(onDay, language) },
          ...(namesOrganization
            ? [
                {
                  key: 'organization',
                  head: t('liaison.organization'),
                  cell: ({ code, name }: VisitRow) => (
                    <Link to="/orgs/$code" params={{ code }}>
                      {name ?? code}
                    </Link>
                  ),
                },
              ]
            : []),
          { key: 'kind', head: t('visit.kind'), isShort: true, cell: ({ kind }) => of(VISIT_KIND_NAMES[kind]) },
          { key: 'officer', head: t('liaison.officer'), cell: ({ officerName }) => officerName ?? t('panel.hidden') },
          { key: 'findings', head: t('visit.found'), cell: (visit) => <Findings visit={visit} /> },
          ...(mayWrite
            ? [
                {
                  key: 'acts',
                  head: t('liaison.acts'),
                  cell: ({ visitId, withdrawn }: VisitRow) =>
                    withdrawn ? null : (
                      <button type="button" className="button" onClick={() => setOpen(visitId)}>
                        {t('visit.correct')}
                      </button>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

function Findings({ visit }: { readonly visit: VisitRow }) {
  const { t, of, language } = useText()
  const { findings, note, withdrawn, why, versions, version, followUp, followUpState, followUpDue } = visit
  return (
    <>
      {withdrawn ? <StateWord tone="plain" word={t('visit.withdrawn')} /> : null}{' '}
      {findingsOf(findings).map(of).join(t('comma'))}
      {note === null ? null : <div>{note}</div>}
      {versions > 1 ? (
        <div>
          <small>
            {t('visit.version', { version })}
            {why === null ? null : `${t('semicolon')}${why}`}
          </small>
        </div>
      ) : null}
      {followUp === null ? null : (
        <div>
          <Link to="/cases/$id" params={{ id: followUp }}>
            {followUpState === 'open' && followUpDue !== null
              ? t('visit.followUpOpen', { day: dayText(followUpDue, language) })
              : t('visit.followUpDone')}
          </Link>
        </div>
      )}
    </>
  )
}
