import { Drawer } from 'antd'
import { COUNT_BASES } from '../../domain/policy.ts'
import { Empty } from './failure.tsx'
import { ListTable } from './list-table.tsx'
import { numberText } from './number.ts'
import { Loaded } from './loaded.tsx'
import { StateWord } from './state-word.tsx'
import { useText, type Say } from './text.ts'
import { useAsk } from './use-ask.ts'
import type { Reply } from './ask.ts'

type Pack = Reply<'GET /api/policies'>['policies'][number]
type Parameter = Pack['parameters'][number]

/** The values of a rule pack with where each comes from and how sure it is. */
export function PolicyDrawer({ policy, close }: { readonly policy: string; readonly close: () => void }) {
  const { t } = useText()
  const asked = useAsk('GET /api/policies', {})
  return (
    <Drawer
      open
      onClose={close}
      title={t('policy.title')}
      size="min(760px, 100vw)"
      closable={{ 'aria-label': t('close') }}
    >
      <Loaded asked={asked}>
        {({ policies }) => {
          const pack = policies.find(({ id }) => id === policy)
          return pack === undefined ? <Empty title={t('policy.unknown', { id: policy })} /> : <PackTable pack={pack} />
        }}
      </Loaded>
    </Drawer>
  )
}

function PackTable({ pack }: { readonly pack: Pack }) {
  const { t, of } = useText()
  const ordered = pack.parameters.toSorted((a, b) => rankOf(a) - rankOf(b))
  return (
    <>
      <p>
        <strong>{of(pack.title)}</strong> <small className="beside">{pack.id}</small>
      </p>
      <p className="note">{t('policy.note')}</p>
      <ListTable<Parameter>
        caption={t('policy.title')}
        rows={ordered}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', head: t('policy.name'), names: true, cell: ({ name }) => <ParameterName name={name} /> },
          {
            key: 'value',
            head: t('policy.value'),
            isNumber: true,
            cell: ({ value }) => valueText(value, t),
          },
          {
            key: 'source',
            head: t('policy.source'),
            cell: ({ source, article }) => (
              <>
                {source} {article}
              </>
            ),
          },
          {
            key: 'confidence',
            head: t('policy.confidence'),
            cell: ({ confidence }) => <StateWord tone={toneOf(confidence)} word={t(`policy.${confidence}`)} />,
          },
        ]}
      />
    </>
  )
}

function ParameterName({ name }: { readonly name: string }) {
  const { t } = useText()
  const known = PARAMETER_KEYS.find((key) => key === `parameter.${name}`)
  return <>{known === undefined ? name : t(known)}</>
}

const PARAMETER_KEYS = [
  'parameter.branchNeedsFullMembers',
  'parameter.countBasis',
  'parameter.relationRequired',
  'parameter.graceDays',
  'parameter.branchSoftMax',
  'parameter.generalBranchFrom',
  'parameter.committeeFrom',
  'parameter.jointMaxUnits',
  'parameter.jointMaxMetres',
  'parameter.temporaryCounts',
  'parameter.functionalCounts',
  'parameter.includeFirms',
  'parameter.maxOrganizationsPerOfficer',
  'parameter.acceptDays',
  'parameter.catchAllDays',
  'parameter.correctionDays',
  'parameter.returnDays',
  'parameter.reviewDays',
  'parameter.remindEveryDays',
  'parameter.remindBeforeDays',
  'parameter.contactPerQuarter',
  'parameter.officerDays',
  'parameter.burdenFields',
  'parameter.burdenMinutes',
  'parameter.branchCost',
  'parameter.industryCost',
  'parameter.superiorCost',
  'parameter.changeCost',
] as const

function rankOf({ confidence }: Parameter): number {
  return ['assumed', 'example', 'verified'].indexOf(confidence)
}

function toneOf(confidence: Parameter['confidence']) {
  if (confidence === 'verified') return 'leaf'
  return confidence === 'assumed' ? 'amber' : 'river'
}

function valueText(value: Parameter['value'], t: Say): string {
  if (typeof value === 'boolean') return value ? t('yes') : t('no')
  if (typeof value === 'number') return numberText(value)
  const basis = COUNT_BASES.find((one) => one === value)
  return basis === undefined ? value : t(`countBasis.${basis}`)
}
