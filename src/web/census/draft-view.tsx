import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../shared/ask.ts'
import { Failure } from '../shared/failure.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { lineName } from '../shared/names.ts'
import { numberText } from '../shared/number.ts'
import { PageHead } from '../shared/page-head.tsx'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { useSubmission } from '../shared/use-submission.ts'
import { CampaignBurden } from './burden-meter.tsx'
import type { Campaign } from './campaign.ts'
import { PlanForm } from './plan-form.tsx'

/** A draft: whom it would ask and how much, and the button that sends it out. */
export function DraftView({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useText()
  const { id } = campaign
  const [isEditing, setEditing] = useState(false)
  const queries = useQueryClient()
  const preview = useAsk('GET /api/census/:id/preview', { params: { id } }, { enabled: campaign.mayRun })
  const opening = useSubmission((_of: string, key) => ask('POST /api/census/:id/opening', { params: { id }, key }))
  const open = async () => {
    if ((await opening.submit(id)) !== undefined) await queries.invalidateQueries()
  }
  const expected = preview.data?.expected
  return (
    <>
      <PageHead
        title={campaign.title}
        lead={expected === undefined ? t('census.draftLead') : t('census.wouldAsk', { count: expected })}
        act={
          campaign.mayRun && !isEditing ? (
            <>
              <button type="button" className="button" onClick={() => setEditing(true)}>
                {t('census.edit')}
              </button>
              {expected === undefined ? null : (
                <button type="button" className="button go" disabled={opening.isUnderWay} onClick={() => void open()}>
                  {t('census.openNow', { count: expected })}
                </button>
              )}
            </>
          ) : undefined
        }
      />
      {opening.isUnderWay ? (
        <output className="notice">
          <p>{t('census.opening', { count: expected ?? 0 })}</p>
          <progress />
        </output>
      ) : null}
      {opening.error === null ? null : (
        <Failure error={opening.error} kept={t('census.draftKept')} retry={() => void open()} />
      )}
      {isEditing ? <PlanForm campaign={campaign} saved={() => setEditing(false)} /> : null}
      {isEditing || !campaign.mayRun ? null : (
        <Loaded asked={preview}>
          {({ burden, districts, lines }) => (
            <>
              <CampaignBurden burden={burden} />
              <PreviewTables districts={districts} lines={lines} />
            </>
          )}
        </Loaded>
      )}
      <p className="note">
        <StateWord tone="plain" word={t('census.draftState')} /> {t('census.draftNote')}
      </p>
    </>
  )
}

type Counted = { readonly name: string; readonly expected: number }
type TablesProps = {
  readonly districts: readonly {
    readonly code: string | null
    readonly name: string | null
    readonly expected: number
  }[]
  readonly lines: readonly { readonly line: string | null; readonly expected: number }[]
}

function PreviewTables({ districts, lines }: TablesProps) {
  const { t, of } = useText()
  const byPlace = districts.map(({ name, code, expected }) => ({ name: name ?? code ?? t('unknown'), expected }))
  const byLine = lines.map(({ line, expected }) => ({
    name: line === null ? t('unknown') : of(lineName(line)),
    expected,
  }))
  return (
    <div className="beside-each-other">
      <CountTable caption={t('progress.byPlace')} rows={byPlace} />
      <CountTable caption={t('progress.byLine')} rows={byLine} />
    </div>
  )
}

function CountTable({ caption, rows }: { readonly caption: string; readonly rows: readonly Counted[] }) {
  const { t } = useText()
  return (
    <ListTable
      caption={caption}
      rows={rows}
      keyOf={(row) => row.name}
      columns={[
        { key: 'name', head: caption, names: true, cell: ({ name }) => name },
        { key: 'expected', head: t('census.expected'), isNumber: true, cell: ({ expected }) => numberText(expected) },
      ]}
    />
  )
}
