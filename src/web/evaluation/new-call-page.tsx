import { Link, useNavigate } from '@tanstack/react-router'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { CallForm } from './call-form.tsx'

/** A new call: a draft first, which nobody else sees. */
export function NewCallPage() {
  const { t } = useText()
  const navigate = useNavigate()
  return (
    <>
      <p className="back">
        <Link to="/evaluations">{t('call.back')}</Link>
      </p>
      <PageHead title={t('call.write')} lead={t('call.writeLead')} />
      <CallForm saved={(id) => void navigate({ to: '/evaluations/calls/$id', params: { id } })} />
    </>
  )
}
