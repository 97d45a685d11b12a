import { lineName } from './names.ts'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'

export type BodyOption = {
  readonly id: string
  readonly name: string
  readonly line: string
  /** Whether I may put an organization into its line. */
  readonly written?: boolean
}

const LINES = ['civil', 'industry', 'community'] as const
const NONE: readonly BodyOption[] = []

export type BodySelectProps = {
  readonly id?: string
  readonly name?: string
  readonly label?: string
  readonly value: string
  readonly change: (id: string) => void
  /** Only these; all that are on record today unless said otherwise. */
  readonly among?: readonly BodyOption[]
  /** Whether it is to be put on record by me: then bodies of lines that I do not write cannot be chosen. */
  readonly putsOnRecord?: boolean
  /** Whether the form itself says that one is wanted. */
  readonly isOptional?: boolean
}

/** One responsible body, by line. */
export function BodySelect({ id, name, label, value, change, among, putsOnRecord, isOptional }: BodySelectProps) {
  const { t, of } = useText()
  const all = useBodies()
  const bodies = among ?? all
  const isShut = ({ written }: BodyOption) => putsOnRecord === true && written === false
  return (
    <>
      <select
        id={id}
        name={name}
        aria-label={label}
        value={value}
        required={isOptional !== true}
        onChange={(event) => change(event.target.value)}
      >
        <option value="">{t('gap.choose')}</option>
        {LINES.map((line) => {
          const own = bodies.filter((body) => body.line === line)
          return own.length === 0 ? null : (
            <optgroup key={line} label={of(lineName(line))}>
              {own.map((body) => (
                <option key={body.id} value={body.id} disabled={isShut(body)}>
                  {isShut(body) ? t('body.other', { name: body.name }) : body.name}
                </option>
              ))}
            </optgroup>
          )
        })}
      </select>
      {bodies.some(isShut) ? <small>{t('body.otherNote')}</small> : null}
    </>
  )
}

/** The responsible bodies of today. */
export function useBodies(): readonly BodyOption[] {
  return useAsk('GET /api/bodies', {}).data?.bodies ?? NONE
}
