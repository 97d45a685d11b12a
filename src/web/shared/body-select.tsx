import { lineName } from './names.ts'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

export type BodyOption = { readonly id: string; readonly name: string; readonly line: string }

const LINES = ['civil', 'industry', 'community'] as const

export type BodySelectProps = {
  readonly id?: string
  readonly label?: string
  readonly value: string
  readonly change: (id: string) => void
  /** Only these; all that are on record today unless said otherwise. */
  readonly among?: readonly BodyOption[]
}

/** One responsible body, by line. */
export function BodySelect({ id, label, value, change, among }: BodySelectProps) {
  const { t, of } = useText()
  const all = useAsk('GET /api/bodies', {}, { enabled: among === undefined }).data?.bodies
  const bodies: readonly BodyOption[] = among ?? all ?? []
  return (
    <select id={id} aria-label={label} value={value} required onChange={(event) => change(event.target.value)}>
      <option value="">{t('gap.choose')}</option>
      {LINES.map((line) => {
        const own = bodies.filter((body) => body.line === line)
        return own.length === 0 ? null : (
          <optgroup key={line} label={of(lineName(line))}>
            {own.map((body) => (
              <option key={body.id} value={body.id}>
                {body.name}
              </option>
            ))}
          </optgroup>
        )
      })}
    </select>
  )
}
