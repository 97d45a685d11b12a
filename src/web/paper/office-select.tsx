import type { Reply } from '../shared/ask.ts'
import { useText } from '../shared/text.ts'
import { useTurn } from '../shared/turn.ts'

type Office = Reply<'GET /api/paper-offices'>['offices'][number]

/** The office for which one writes, in the URL; nothing to choose where there is one. */
export function OfficeSelect({
  offices,
  chosen,
}: {
  readonly offices: readonly Office[]
  readonly chosen: string | undefined
}) {
  const { t } = useText()
  const turn = useTurn()
  if (offices.length < 2) return null
  return (
    <label className="paper-choice">
      {t('paper.office')}
      <select value={chosen} onChange={(event) => turn({ office: event.target.value }, true)}>
        {offices.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
