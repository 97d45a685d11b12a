import { Link, useNavigate } from '@tanstack/react-router'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { PlanForm } from './plan-form.tsx'

/** A new census: a draft first, which asks nobody anything. */
export function NewCensusPage() {
  const { t } = useText()
  const navigate = useNavigate()
  return (
    <>
      <p className="back">
        <Link to="/census">{t('census.back')}</Link>
      </p>
      <PageHead title={t('census.new')} lead={t('census.newLead')} />
      <PlanForm saved={(id) => void navigate({ to: '/census/$id', params: { id } })} />
    </>
  )
}
