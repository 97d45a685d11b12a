import { useState } from 'react'
import { lineName } from '../shared/names.ts'
import { useText } from '../shared/text.ts'
import type { GridRow, Progress } from './campaign.ts'
import { ProgressGrid } from './progress-grid.tsx'

const CUTS = ['place', 'line', 'body'] as const
type Cut = (typeof CUTS)[number]

/** How a census stands, cut by place, line or body. */
export function Cuts({ progress }: { readonly progress: Progress }) {
  const { t, of } = useText()
  const [cut, setCut] = useState<Cut>('place')
  const words = { unknown: t('unknown'), lineOf: (line: string) => of(lineName(line)) }
  return (
    <>
      <div className="section-head">
        <h2>{t('progress.title')}</h2>
        <fieldset className="switch" aria-label={t('progress.cut')}>
          {CUTS.map((one) => (
            <button key={one} type="button" aria-pressed={cut === one} onClick={() => setCut(one)}>
              {t(`progress.by.${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      <ProgressGrid
        key={cut}
        campaign={progress.campaign.id}
        rows={rowsOf(progress, cut, words)}
        whole={progress.whole}
      />
      <p className="note">{t('progress.note')}</p>
    </>
  )
}

type Words = { readonly unknown: string; readonly lineOf: (line: string) => string }

function rowsOf(progress: Progress, cut: Cut, words: Words): GridRow[] {
  if (cut === 'line') {
    return progress.lines.map(({ line, ...counts }) => ({
      key: line ?? '',
      name: line === null ? words.unknown : words.lineOf(line),
      counts,
      opens: line === null ? undefined : { line },
      below: [],
    }))
  }
  if (cut === 'body') {
    return progress.bodies.map(({ body, bodyName, ...counts }) => ({
      key: body ?? bodyName,
      name: bodyName,
      counts,
      opens: body === null ? undefined : { body },
      below: [],
    }))
  }
  return progress.districts.map(({ townships, ...district }) => ({
    ...placeRow(district, words),
    below: townships.map((township) => placeRow(township, words)),
  }))
}

function placeRow({ code, name, ...counts }: Omit<Progress['districts'][number], 'townships'>, words: Words): GridRow {
  return {
    key: code ?? '',
    name: name ?? code ?? words.unknown,
    counts,
    opens: code === null ? undefined : { place: code },
    below: [],
  }
}
