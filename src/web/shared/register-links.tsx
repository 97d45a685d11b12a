import { Link } from '@tanstack/react-router'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

/** A supervising unit: opens all that it supervises, and beside it the body that stands for it where one is known. */
export function UnitLink({ unit }: { readonly unit: string }) {
  const bodies = useAsk('GET /api/bodies', {}).data?.bodies ?? []
  const standing = bodies.filter((body) => body.units.includes(unit))
  return (
    <>
      <Link to="/orgs" search={{ supervisingUnit: unit }}>
        {unit}
      </Link>
      {standing.map(({ id, name }) => (
        <small key={id}>
          <Link to="/orgs" search={{ body: id }}>
            {name}
          </Link>
        </small>
      ))}
    </>
  )
}

/** A responsible body by its id: its name opens all that it answers for. One that is no more shows its id. */
export function BodyLink({ id }: { readonly id: string }) {
  const name = useBodyName(id)
  return (
    <Link to="/orgs" search={{ body: id }}>
      {name}
    </Link>
  )
}

/** The name of a responsible body; its id where it is no more. */
export function useBodyName(id: string): string {
  const { t } = useText()
  const asked = useAsk('GET /api/bodies', {})
  return asked.data?.bodies.find((one) => one.id === id)?.name ?? (asked.isPending ? t('wait') : id)
}
