import { useId } from 'react'
import { BodySelect, type BodySelectProps } from './body-select.tsx'
import { useText } from './text.ts'

export type BodyReason = { readonly bodyId: string; readonly text: string }

export type BodyReasonProps = Pick<BodySelectProps, 'among' | 'putsOnRecord'> & {
  readonly bodyLabel: string
  /** What the text is called; reasons unless said otherwise. */
  readonly textLabel?: string
  readonly maxLength?: number
  readonly value: BodyReason
  readonly change: (value: BodyReason) => void
}

/** A body and why: the two fields of every act about who answers. */
export function BodyReasonFields(props: BodyReasonProps) {
  const { bodyLabel, textLabel, maxLength = 2000, value, change, ...choice } = props
  const { t } = useText()
  const at = useId()
  return (
    <>
      <label htmlFor={`${at}-body`}>
        <span>{bodyLabel}</span>
        <BodySelect
          id={`${at}-body`}
          value={value.bodyId}
          change={(bodyId) => change({ ...value, bodyId })}
          {...choice}
        />
      </label>
      <label htmlFor={`${at}-text`}>
        <span>{textLabel ?? t('move.reason')}</span>
        <textarea
          id={`${at}-text`}
          rows={3}
          required
          maxLength={maxLength}
          value={value.text}
          onChange={(event) => change({ ...value, text: event.target.value })}
        />
      </label>
    </>
  )
}
