import { useEffect, useId, useRef, useState, type ReactNode } from 'react'

export type DisclosureProps = {
  readonly label: ReactNode
  readonly name?: string
  readonly className?: string
  readonly side?: 'left' | 'right'
  readonly children: ReactNode
}

/** A button that opens a small panel beneath it; Esc and a press elsewhere close it. */
export function Disclosure({ label, name, className = 'button', side = 'left', children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return undefined
    const leave = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('focusin', leave)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('focusin', leave)
      document.removeEventListener('keydown', escape)
    }
  }, [isOpen])
  return (
    <div className="disclosure" ref={box}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={name}
        onClick={() => setOpen(!isOpen)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      <div id={id} className={`panel ${side}`} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </div>
  )
}
